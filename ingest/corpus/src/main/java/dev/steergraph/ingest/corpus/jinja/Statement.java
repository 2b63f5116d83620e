package dev.steergraph.ingest.corpus.jinja;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a template does. */
sealed interface Statement {

    record Text(String text) implements Statement {}

    record Print(Expression value) implements Statement {}

    record If(Expression condition, List<Statement> then, List<Statement> otherwise) implements Statement {}

    /** @param names of the loop's variables @param filter null for none */
    record For(
            List<String> names,
            Expression in,
            @Nullable Expression filter,
            List<Statement> body,
            List<Statement> otherwise)
            implements Statement {}

    /** @param attribute of a namespace; null for a variable */
    record Set(String name, @Nullable String attribute, Expression value) implements Statement {}

    record SetBlock(String name, List<Statement> body) implements Statement {}

    record Macro(String name, List<Parameter> parameters, List<Statement> body) implements Statement {}

    record Parameter(String name, @Nullable Expression usual) {}

    /** Printed as if it were not there: what transformers' {@code generation} marks, and filters of blocks without effect. */
    record Group(List<Statement> body) implements Statement {}

    record Break() implements Statement {}

    record Continue() implements Statement {}
}
