package dev.steergraph.ingest.corpus.jinja;

import dev.steergraph.ingest.corpus.jinja.Token.Kind;
import java.util.List;

/** Where in a template's tokens a parser is. */
final class Cursor {

    private final List<Token> tokens;
    private int at;

    Cursor(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    /** The one behind {@link #peek}. */
    Token next() {
        return tokens.get(at + 1);
    }

    Token take() {
        Token token = tokens.get(at);
        if (token.kind() == Kind.END) {
            throw error("the template ends too early");
        }
        at++;
        return token;
    }

    void close() {
        if (take().kind() != Kind.CLOSE) {
            at--;
            throw error("\"" + peek().text() + "\" is not understood here");
        }
    }

    String name() {
        Token token = take();
        if (token.kind() != Kind.NAME) {
            throw error("\"" + token.text() + "\" is no name");
        }
        return token.text();
    }

    boolean isOperator(String text) {
        return peek().is(Kind.OPERATOR, text);
    }

    boolean isWord(String text) {
        return peek().is(Kind.NAME, text);
    }

    boolean accept(String operator) {
        boolean found = isOperator(operator);
        at += found ? 1 : 0;
        return found;
    }

    boolean acceptWord(String word) {
        boolean found = isWord(word);
        at += found ? 1 : 0;
        return found;
    }

    void operator(String text) {
        if (!accept(text)) {
            throw error("\"" + text + "\" is missing");
        }
    }

    void word(String text) {
        if (!acceptWord(text)) {
            throw error("\"" + text + "\" is missing");
        }
    }

    TemplateError error(String reason) {
        return new TemplateError(reason + ", at character "
                + tokens.get(Math.min(at, tokens.size() - 1)).at());
    }
}
