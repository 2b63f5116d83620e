package dev.steergraph.ingest.corpus.jinja;

/** What a template cannot do here, or says itself that it cannot do. */
public final class TemplateError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TemplateError(String reason) {
        super(reason);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
