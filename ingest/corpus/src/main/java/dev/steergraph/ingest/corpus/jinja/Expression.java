package dev.steergraph.ingest.corpus.jinja;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has a value. */
sealed interface Expression {

    record Literal(Object value) implements Expression {}

    record Name(String name) implements Expression {}

    record ListOf(List<Expression> items) implements Expression {}

    record MapOf(List<Expression> keys, List<Expression> values) implements Expression {}

    record Attribute(Expression of, String name) implements Expression {}

    record Index(Expression of, Expression at) implements Expression {}

    record Slice(
            Expression of,
            @Nullable Expression from,
            @Nullable Expression to,
            @Nullable Expression step) implements Expression {}

    record Call(Expression callee, Arguments arguments) implements Expression {}

    record Filter(Expression of, String name, Arguments arguments) implements Expression {}

    record Test(Expression of, String name, Arguments arguments) implements Expression {}

    record Not(Expression of) implements Expression {}

    record Negative(Expression of) implements Expression {}

    record Binary(String operator, Expression left, Expression right) implements Expression {}

    record And(Expression left, Expression right) implements Expression {}

    record Or(Expression left, Expression right) implements Expression {}

    record Conditional(
            Expression condition, Expression then, @Nullable Expression otherwise) implements Expression {}

    /** @param names of the last of the values; empty for those that are given by their places */
    record Arguments(List<Expression> values, List<String> names) {

        static final Arguments NONE = new Arguments(List.of(), List.of());
    }
}
