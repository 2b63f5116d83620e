package dev.steergraph.web;

/** An answer other than the one that was asked for: an HTTP status and one sentence for the person at the screen. */
final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    Problem(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    static Problem notFound(String sentence) {
        return new Problem(404, sentence);
    }

    int status() {
        return status;
    }
}
