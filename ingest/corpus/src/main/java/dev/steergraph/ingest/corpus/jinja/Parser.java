package dev.steergraph.ingest.corpus.jinja;

import dev.steergraph.ingest.corpus.jinja.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Tokens to statements, by the grammar of Jinja 3.1. */
final class Parser {

    private final Cursor tokens;
    private final ExpressionParser expressions;

    private Parser(Cursor tokens) {
        this.tokens = tokens;
        expressions = new ExpressionParser(tokens);
    }

    static List<Statement> parse(String template) {
        Parser parser = new Parser(new Cursor(Lexer.tokens(template)));
        List<Statement> all = parser.body();
        if (parser.tokens.peek().kind() != Kind.END) {
            throw parser.tokens.error("\"" + parser.tokens.next().text() + "\" ends nothing");
        }
        return all;
    }

    /** Statements up to one that ends them, which stays. */
    private List<Statement> body() {
        List<Statement> all = new ArrayList<>();
        while (tokens.peek().kind() != Kind.END) {
            Token token = tokens.peek();
            if (token.kind() == Kind.TEXT) {
                all.add(new Statement.Text(tokens.take().text()));
            } else if (token.kind() == Kind.PRINT) {
                tokens.take();
                all.add(new Statement.Print(expressions.tuple()));
                tokens.close();
            } else {
                Token word = tokens.next();
                if (word.text().startsWith("end") || word.text().startsWith("el")) {
                    return all;
                }
                tokens.take();
                all.add(statement(tokens.take().text()));
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
                tokens.close();
                List<Statement> body = body();
                end("endgeneration");
                yield new Statement.Group(body);
            }
            case "break" -> {
                tokens.close();
                yield new Statement.Break();
            }
            case "continue" -> {
                tokens.close();
                yield new Statement.Continue();
            }
            default -> throw tokens.error("the statement \"" + word + "\" is not implemented");
        };
    }

    private Statement conditional() {
        Expression condition = expressions.tuple();
        tokens.close();
        List<Statement> then = body();
        Token open = tokens.take();
        String word = open.kind() == Kind.STATEMENT ? tokens.take().text() : "";
        switch (word) {
            case "elif" -> {
                return new Statement.If(condition, then, List.of(conditional()));
            }
            case "else" -> {
                tokens.close();
                List<Statement> otherwise = body();
                end("endif");
                return new Statement.If(condition, then, otherwise);
            }
            case "endif" -> {
                tokens.close();
                return new Statement.If(condition, then, List.of());
            }
            default -> throw tokens.error("an \"if\" has no end");
        }
    }

    private Statement loop() {
        List<String> names = new ArrayList<>();
        do {
            names.add(tokens.name());
        } while (tokens.accept(","));
        tokens.word("in");
        Expression in = expressions.or();
        Expression filter = tokens.acceptWord("if") ? expressions.expression() : null;
        if (tokens.acceptWord("recursive")) {
            throw tokens.error("recursive loops are not implemented");
        }
        tokens.close();
        List<Statement> body = body();
        List<Statement> otherwise = List.of();
        if (tokens.peek().kind() == Kind.STATEMENT && tokens.next().is(Kind.NAME, "else")) {
            tokens.take();
            tokens.take();
            tokens.close();
            otherwise = body();
        }
        end("endfor");
        return new Statement.For(names, in, filter, body, otherwise);
    }

    private Statement set() {
        String name = tokens.name();
        String attribute = tokens.accept(".") ? tokens.name() : null;
        if (tokens.accept("=")) {
            Expression value = expressions.tuple();
            tokens.close();
            return new Statement.Set(name, attribute, value);
        }
        if (attribute != null || tokens.peek().kind() != Kind.CLOSE) {
            throw tokens.error("a \"set\" has no value");
        }
        tokens.close();
        List<Statement> body = body();
        end("endset");
        return new Statement.SetBlock(name, body);
    }

    private Statement macro() {
        String name = tokens.name();
        tokens.operator("(");
        List<Statement.Parameter> parameters = new ArrayList<>();
        while (!tokens.accept(")")) {
            String parameter = tokens.name();
            parameters.add(new Statement.Parameter(parameter, tokens.accept("=") ? expressions.expression() : null));
            tokens.accept(",");
        }
        tokens.close();
        List<Statement> body = body();
        end("endmacro");
        return new Statement.Macro(name, parameters, body);
    }

    private void end(String word) {
        Token open = tokens.take();
        if (open.kind() != Kind.STATEMENT || !tokens.take().is(Kind.NAME, word)) {
            throw tokens.error("\"" + word + "\" is missing");
        }
        if (tokens.peek().kind() == Kind.NAME) {
            tokens.take(); // Its name may be said once more.
        }
        tokens.close();
    }
}
