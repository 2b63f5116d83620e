package dev.steergraph.ingest.corpus.jinja;

import dev.steergraph.ingest.corpus.jinja.Expression.Arguments;
import dev.steergraph.ingest.corpus.jinja.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tokens to expressions, by the grammar of Jinja 3.1. */
final class ExpressionParser {

    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", ">", "<=", ">=");

    private final Cursor tokens;

    ExpressionParser(Cursor tokens) {
        this.tokens = tokens;
    }

    /** Several values, separated by commas, are a list. */
    Expression tuple() {
        Expression first = expression();
        if (!tokens.accept(",")) {
            return first;
        }
        List<Expression> items = new ArrayList<>(List.of(first));
        while (tokens.peek().kind() != Kind.CLOSE) {
            items.add(expression());
            if (!tokens.accept(",")) {
                break;
            }
        }
        return new Expression.ListOf(items);
    }

    Expression expression() {
        Expression value = or();
        while (tokens.acceptWord("if")) {
            Expression condition = or();
            value = new Expression.Conditional(condition, value, tokens.acceptWord("else") ? expression() : null);
        }
        return value;
    }

    Expression or() {
        Expression left = and();
        while (tokens.acceptWord("or")) {
            left = new Expression.Or(left, and());
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (tokens.acceptWord("and")) {
            left = new Expression.And(left, not());
        }
        return left;
    }

    private Expression not() {
        return tokens.acceptWord("not") ? new Expression.Not(not()) : comparison();
    }

    /** {@code a < b < c} holds where both do. */
    private Expression comparison() {
        Expression left = sum();
        Expression all = null;
        while (true) {
            Expression one;
            Expression right;
            if (tokens.peek().kind() == Kind.OPERATOR
                    && COMPARISONS.contains(tokens.peek().text())) {
                String operator = tokens.take().text();
                right = sum();
                one = new Expression.Binary(operator, left, right);
            } else if (tokens.acceptWord("in")) {
                right = sum();
                one = new Expression.Binary("in", left, right);
            } else if (tokens.isWord("not") && tokens.next().is(Kind.NAME, "in")) {
                tokens.take();
                tokens.take();
                right = sum();
                one = new Expression.Not(new Expression.Binary("in", left, right));
            } else {
                return all == null ? left : all;
            }
            all = all == null ? one : new Expression.And(all, one);
            left = right;
        }
    }

    private Expression sum() {
        Expression left = joined();
        while (tokens.isOperator("+") || tokens.isOperator("-")) {
            left = new Expression.Binary(tokens.take().text(), left, joined());
        }
        return left;
    }

    private Expression joined() {
        Expression left = product();
        while (tokens.accept("~")) {
            left = new Expression.Binary("~", left, product());
        }
        return left;
    }

    private Expression product() {
        Expression left = power();
        while (tokens.isOperator("*") || tokens.isOperator("/") || tokens.isOperator("//") || tokens.isOperator("%")) {
            left = new Expression.Binary(tokens.take().text(), left, power());
        }
        return left;
    }

    private Expression power() {
        Expression left = unary(true);
        while (tokens.accept("**")) {
            left = new Expression.Binary("**", left, unary(true));
        }
        return left;
    }

    /** @param filters whether filters and tests that follow are of this value */
    private Expression unary(boolean filters) {
        Expression value;
        if (tokens.accept("-")) {
            value = new Expression.Negative(unary(false));
        } else {
            value = tokens.accept("+") ? unary(false) : primary();
        }
        value = postfix(value);
        return filters ? filtered(value) : value;
    }

    private Expression filtered(Expression value) {
        Expression left = value;
        while (true) {
            if (tokens.accept("|")) {
                String name = tokens.name();
                left = postfix(new Expression.Filter(left, name, tokens.accept("(") ? arguments() : Arguments.NONE));
            } else if (tokens.acceptWord("is")) {
                boolean negated = tokens.acceptWord("not");
                String name = tokens.name();
                Expression test = new Expression.Test(left, name, testArguments());
                left = negated ? new Expression.Not(test) : test;
            } else {
                return left;
            }
        }
    }

    private Arguments testArguments() {
        if (tokens.accept("(")) {
            return arguments();
        }
        Token next = tokens.peek();
        boolean value = next.kind() == Kind.STRING
                || next.kind() == Kind.INTEGER
                || next.kind() == Kind.FLOAT
                || next.kind() == Kind.NAME
                        && !Set.of("and", "or", "else", "if", "is", "in", "not").contains(next.text());
        return value ? new Arguments(List.of(postfix(primary())), List.of()) : Arguments.NONE;
    }

    private Expression postfix(Expression value) {
        Expression left = value;
        while (true) {
            if (tokens.accept(".")) {
                Token part = tokens.take();
                left = part.kind() == Kind.INTEGER
                        ? new Expression.Index(left, new Expression.Literal(Long.parseLong(part.text())))
                        : new Expression.Attribute(left, part.text());
            } else if (tokens.accept("[")) {
                left = subscript(left);
            } else if (tokens.accept("(")) {
                left = new Expression.Call(left, arguments());
            } else {
                return left;
            }
        }
    }

    private Expression subscript(Expression of) {
        @Nullable Expression[] parts = new Expression[3];
        int part = 0;
        boolean slice = false;
        while (!tokens.accept("]")) {
            if (tokens.accept(":")) {
                slice = true;
                part++;
            } else {
                parts[part] = expression();
            }
            if (part > 2) {
                throw tokens.error("a slice has too many parts");
            }
        }
        if (slice) {
            return new Expression.Slice(of, parts[0], parts[1], parts[2]);
        }
        Expression index = parts[0];
        if (index == null) {
            throw tokens.error("an index is empty");
        }
        return new Expression.Index(of, index);
    }

    private Arguments arguments() {
        List<Expression> values = new ArrayList<>();
        List<String> names = new ArrayList<>();
        while (!tokens.accept(")")) {
            if (tokens.peek().kind() == Kind.NAME && tokens.next().is(Kind.OPERATOR, "=")) {
                names.add(tokens.name());
                tokens.take();
            } else if (!names.isEmpty()) {
                throw tokens.error("an argument without a name follows one that has one");
            }
            values.add(expression());
            if (!tokens.accept(",") && !tokens.isOperator(")")) {
                throw tokens.error("\")\" is missing");
            }
        }
        return new Arguments(values, names);
    }

    private Expression primary() {
        Token token = tokens.take();
        return switch (token.kind()) {
            case STRING -> {
                StringBuilder text = new StringBuilder(token.text());
                while (tokens.peek().kind() == Kind.STRING) {
                    text.append(tokens.take().text());
                }
                yield new Expression.Literal(text.toString());
            }
            case INTEGER -> new Expression.Literal(Long.parseLong(token.text().replace("_", "")));
            case FLOAT -> new Expression.Literal(Double.parseDouble(token.text().replace("_", "")));
            case NAME ->
                switch (token.text()) {
                    case "true", "True" -> new Expression.Literal(true);
                    case "false", "False" -> new Expression.Literal(false);
                    case "none", "None" -> new Expression.Literal(Values.NONE);
                    default -> new Expression.Name(token.text());
                };
            case OPERATOR -> bracketed(token);
            default -> throw tokens.error("a value is missing");
        };
    }

    private Expression bracketed(Token token) {
        switch (token.text()) {
            case "(" -> {
                if (tokens.accept(")")) {
                    return new Expression.ListOf(List.of());
                }
                Expression first = expression();
                if (tokens.accept(")")) {
                    return first;
                }
                List<Expression> items = new ArrayList<>(List.of(first));
                while (!tokens.accept(")")) {
                    tokens.operator(",");
                    if (!tokens.isOperator(")")) {
                        items.add(expression());
                    }
                }
                return new Expression.ListOf(items);
            }
            case "[" -> {
                List<Expression> items = new ArrayList<>();
                while (!tokens.accept("]")) {
                    items.add(expression());
                    if (!tokens.isOperator("]")) {
                        tokens.operator(",");
                    }
                }
                return new Expression.ListOf(items);
            }
            case "{" -> {
                List<Expression> keys = new ArrayList<>();
                List<Expression> values = new ArrayList<>();
                while (!tokens.accept("}")) {
                    keys.add(expression());
                    tokens.operator(":");
                    values.add(expression());
                    if (!tokens.isOperator("}")) {
                        tokens.operator(",");
                    }
                }
                return new Expression.MapOf(keys, values);
            }
            default -> throw tokens.error("\"" + token.text() + "\" is no value");
        }
    }
}
