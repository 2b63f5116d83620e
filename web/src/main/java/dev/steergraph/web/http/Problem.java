package dev.steergraph.web.http;

/** An answer other than the one that was asked for: an HTTP status and one sentence for the person who asked. */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param sentence without a full stop at its end */
    public Problem(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    public static Problem notFound(String sentence) {
        return new Problem(404, sentence);
    }

    int status() {
        return status;
    }
}
