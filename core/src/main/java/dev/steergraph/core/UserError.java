package dev.steergraph.core;

/** A mistake of the person at the keyboard: one sentence that says what is wrong, where, and what to do. Exit code 2. */
public final class UserError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UserError(String sentence) {
        super(sentence);
    }

    public UserError(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
