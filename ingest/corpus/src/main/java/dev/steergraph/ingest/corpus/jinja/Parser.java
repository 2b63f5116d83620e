package dev.steergraph.ingest.corpus.jinja;

import dev.steergraph.ingest.corpus.jinja.Expression.Arguments;
import dev.steergraph.ingest.corpus.jinja.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tokens to statements, by the grammar of Jinja 3.1. */
final class Parser {

    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", ">", "<=", ">=");

    private final List<Token> tokens;
    private int at;

    private Parser(List<Token> tokens) {
        this.tokens = tokens;
    }

    static List<Statement> parse(String template) {
        Parser parser = new Parser(Lexer.tokens(template));
        List<Statement> all = parser.until(Set.of());
        if (parser.peek().kind() != Kind.END) {
            throw parser.error("\"" + parser.tokens.get(parser.at + 1).text() + "\" ends nothing");
        }
        return all;
    }

    /** Statements up to one that begins with one of the words, which stays. */
    private List<Statement> until(Set<String> words) {
        List<Statement> all = new ArrayList<>();
        while (peek().kind() != Kind.END) {
            Token token = peek();
            if (token.kind() == Kind.TEXT) {
                all.add(new Statement.Text(take().text()));
            } else if (token.kind() == Kind.PRINT) {
                take();
                all.add(new Statement.Print(tuple()));
                close();
            } else {
                Token word = tokens.get(at + 1);
                if (words.contains(word.text())
                        || word.text().startsWith("end")
                        || word.text().startsWith("el")) {
                    return all;
                }
                take();
                all.add(statement(take().text()));
            }
        }
        return all;
    }

    private Statement statement(String word) {
        return switch (word) {
            case "if" -> conditional();
            case "for" -> loop();
            case "set" -> set();
            case "macro" -> macro();
            case "generation" -> {
                close();
                List<Statement> body = until(Set.of());
                end("endgeneration");
                yield new Statement.Group(body);
            }
            case "break" -> {
                close();
                yield new Statement.Break();
            }
            case "continue" -> {
                close();
                yield new Statement.Continue();
            }
            default -> throw error("the statement \"" + word + "\" is not implemented");
        };
    }

    private Statement conditional() {
        Expression condition = tuple();
        close();
        List<Statement> then = until(Set.of());
        Token open = take();
        String word = open.kind() == Kind.STATEMENT ? take().text() : "";
        switch (word) {
            case "elif" -> {
                return new Statement.If(condition, then, List.of(conditional()));
            }
            case "else" -> {
                close();
                List<Statement> otherwise = until(Set.of());
                end("endif");
                return new Statement.If(condition, then, otherwise);
            }
            case "endif" -> {
                close();
                return new Statement.If(condition, then, List.of());
            }
            default -> throw error("an \"if\" has no end");
        }
    }

    private Statement loop() {
        List<String> names = new ArrayList<>();
        do {
            names.add(name());
        } while (accept(","));
        word("in");
        Expression in = or();
        Expression filter = acceptWord("if") ? expression() : null;
        if (acceptWord("recursive")) {
            throw error("recursive loops are not implemented");
        }
        close();
        List<Statement> body = until(Set.of());
        List<Statement> otherwise = List.of();
        if (peek().kind() == Kind.STATEMENT && tokens.get(at + 1).is(Kind.NAME, "else")) {
            take();
            take();
            close();
            otherwise = until(Set.of());
        }
        end("endfor");
        return new Statement.For(names, in, filter, body, otherwise);
    }

    private Statement set() {
        String name = name();
        String attribute = accept(".") ? name() : null;
        if (accept("=")) {
            Expression value = tuple();
            close();
            return new Statement.Set(name, attribute, value);
        }
        if (attribute != null || peek().kind() != Kind.CLOSE) {
            throw error("a \"set\" has no value");
        }
        close();
        List<Statement> body = until(Set.of());
        end("endset");
        return new Statement.SetBlock(name, body);
    }

    private Statement macro() {
        String name = name();
        operator("(");
        List<Statement.Parameter> parameters = new ArrayList<>();
        while (!accept(")")) {
            String parameter = name();
            parameters.add(new Statement.Parameter(parameter, accept("=") ? expression() : null));
            accept(",");
        }
        close();
        List<Statement> body = until(Set.of());
        end("endmacro");
        return new Statement.Macro(name, parameters, body);
    }

    private void end(String word) {
        Token open = take();
        if (open.kind() != Kind.STATEMENT || !take().is(Kind.NAME, word)) {
            throw error("\"" + word + "\" is missing");
        }
        if (peek().kind() == Kind.NAME) {
            take(); // Its name may be said once more.
        }
        close();
    }

    /** Several values, separated by commas, are a list. */
    private Expression tuple() {
        Expression first = expression();
        if (!accept(",")) {
            return first;
        }
        List<Expression> items = new ArrayList<>(List.of(first));
        while (peek().kind() != Kind.CLOSE) {
            items.add(expression());
            if (!accept(",")) {
                break;
            }
        }
        return new Expression.ListOf(items);
    }

    private Expression expression() {
        Expression value = or();
        while (acceptWord("if")) {
            Expression condition = or();
            value = new Expression.Conditional(condition, value, acceptWord("else") ? expression() : null);
        }
        return value;
    }

    private Expression or() {
        Expression left = and();
        while (acceptWord("or")) {
            left = new Expression.Or(left, and());
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (acceptWord("and")) {
            left = new Expression.And(left, not());
        }
        return left;
    }

    private Expression not() {
        return acceptWord("not") ? new Expression.Not(not()) : comparison();
    }

    /** {@code a < b < c} holds where both do. */
    private Expression comparison() {
        Expression left = sum();
        Expression all = null;
        while (true) {
            Expression one;
            Expression right;
            if (peek().kind() == Kind.OPERATOR && COMPARISONS.contains(peek().text())) {
                String operator = take().text();
                right = sum();
                one = new Expression.Binary(operator, left, right);
            } else if (acceptWord("in")) {
                right = sum();
                one = new Expression.Binary("in", left, right);
            } else if (isWord("not") && tokens.get(at + 1).is(Kind.NAME, "in")) {
                take();
                take();
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
        while (isOperator("+") || isOperator("-")) {
            left = new Expression.Binary(take().text(), left, joined());
        }
        return left;
    }

    private Expression joined() {
        Expression left = product();
        while (accept("~")) {
            left = new Expression.Binary("~", left, product());
        }
        return left;
    }

    private Expression product() {
        Expression left = power();
        while (isOperator("*") || isOperator("/") || isOperator("//") || isOperator("%")) {
            left = new Expression.Binary(take().text(), left, power());
        }
        return left;
    }

    private Expression power() {
        Expression left = unary(true);
        while (accept("**")) {
            left = new Expression.Binary("**", left, unary(true));
        }
        return left;
    }

    /** @param filters whether filters and tests that follow are of this value */
    private Expression unary(boolean filters) {
        Expression value;
        if (accept("-")) {
            value = new Expression.Negative(unary(false));
        } else {
            value = accept("+") ? unary(false) : primary();
        }
        value = postfix(value);
        return filters ? filtered(value) : value;
    }

    private Expression filtered(Expression value) {
        Expression left = value;
        while (true) {
            if (accept("|")) {
                String name = name();
                left = postfix(new Expression.Filter(left, name, accept("(") ? arguments() : Arguments.NONE));
            } else if (acceptWord("is")) {
                boolean negated = acceptWord("not");
                String name = name();
                Expression test = new Expression.Test(left, name, testArguments());
                left = negated ? new Expression.Not(test) : test;
            } else {
                return left;
            }
        }
    }

    private Arguments testArguments() {
        if (accept("(")) {
            return arguments();
        }
        Token next = peek();
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
            if (accept(".")) {
                Token part = take();
                left = part.kind() == Kind.INTEGER
                        ? new Expression.Index(left, new Expression.Literal(Long.parseLong(part.text())))
                        : new Expression.Attribute(left, part.text());
            } else if (accept("[")) {
                left = subscript(left);
            } else if (accept("(")) {
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
        while (!accept("]")) {
            if (accept(":")) {
                slice = true;
                part++;
            } else {
                parts[part] = expression();
            }
            if (part > 2) {
                throw error("a slice has too many parts");
            }
        }
        if (slice) {
            return new Expression.Slice(of, parts[0], parts[1], parts[2]);
        }
        Expression index = parts[0];
        if (index == null) {
            throw error("an index is empty");
        }
        return new Expression.Index(of, index);
    }

    private Arguments arguments() {
        List<Expression> values = new ArrayList<>();
        List<String> names = new ArrayList<>();
        while (!accept(")")) {
            if (peek().kind() == Kind.NAME && tokens.get(at + 1).is(Kind.OPERATOR, "=")) {
                names.add(name());
                take();
            } else if (!names.isEmpty()) {
                throw error("an argument without a name follows one that has one");
            }
            values.add(expression());
            if (!accept(",") && !isOperator(")")) {
                throw error("\")\" is missing");
            }
        }
        return new Arguments(values, names);
    }

    private Expression primary() {
        Token token = take();
        return switch (token.kind()) {
            case STRING -> {
                StringBuilder text = new StringBuilder(token.text());
                while (peek().kind() == Kind.STRING) {
                    text.append(take().text());
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
            default -> throw error("a value is missing");
        };
    }

    private Expression bracketed(Token token) {
        switch (token.text()) {
            case "(" -> {
                if (accept(")")) {
                    return new Expression.ListOf(List.of());
                }
                Expression first = expression();
                if (accept(")")) {
                    return first;
                }
                List<Expression> items = new ArrayList<>(List.of(first));
                while (!accept(")")) {
                    operator(",");
                    if (!isOperator(")")) {
                        items.add(expression());
                    }
                }
                return new Expression.ListOf(items);
            }
            case "[" -> {
                List<Expression> items = new ArrayList<>();
                while (!accept("]")) {
                    items.add(expression());
                    if (!isOperator("]")) {
                        operator(",");
                    }
                }
                return new Expression.ListOf(items);
            }
            case "{" -> {
                List<Expression> keys = new ArrayList<>();
                List<Expression> values = new ArrayList<>();
                while (!accept("}")) {
                    keys.add(expression());
                    operator(":");
                    values.add(expression());
                    if (!isOperator("}")) {
                        operator(",");
                    }
                }
                return new Expression.MapOf(keys, values);
            }
            default -> throw error("\"" + token.text() + "\" is no value");
        }
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token take() {
        Token token = tokens.get(at);
        if (token.kind() == Kind.END) {
            throw error("the template ends too early");
        }
        at++;
        return token;
    }

    private void close() {
        if (take().kind() != Kind.CLOSE) {
            at--;
            throw error("\"" + peek().text() + "\" is not understood here");
        }
    }

    private String name() {
        Token token = take();
        if (token.kind() != Kind.NAME) {
            throw error("\"" + token.text() + "\" is no name");
        }
        return token.text();
    }

    private boolean isOperator(String text) {
        return peek().is(Kind.OPERATOR, text);
    }

    private boolean isWord(String text) {
        return peek().is(Kind.NAME, text);
    }

    private boolean accept(String operator) {
        boolean found = isOperator(operator);
        at += found ? 1 : 0;
        return found;
    }

    private boolean acceptWord(String word) {
        boolean found = isWord(word);
        at += found ? 1 : 0;
        return found;
    }

    private void operator(String text) {
        if (!accept(text)) {
            throw error("\"" + text + "\" is missing");
        }
    }

    private void word(String text) {
        if (!acceptWord(text)) {
            throw error("\"" + text + "\" is missing");
        }
    }

    private TemplateError error(String reason) {
        return new TemplateError(reason + ", at character "
                + tokens.get(Math.min(at, tokens.size() - 1)).at());
    }
}
