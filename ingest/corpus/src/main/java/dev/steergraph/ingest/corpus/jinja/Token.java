package dev.steergraph.ingest.corpus.jinja;

/** @param at offset in the template, for messages */
record Token(Kind kind, String text, int at) {

    enum Kind {
        /** Of the template, to be copied. */
        TEXT,
        /** Two braces; what follows is printed. */
        PRINT,
        /** Brace and percent sign. */
        STATEMENT,
        /** The end of either. */
        CLOSE,
        NAME,
        STRING,
        INTEGER,
        FLOAT,
        OPERATOR,
        END
    }

    boolean is(Kind wanted, String content) {
        return kind == wanted && text.equals(content);
    }
}
