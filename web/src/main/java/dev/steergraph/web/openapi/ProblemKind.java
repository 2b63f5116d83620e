package dev.steergraph.web.openapi;

/** The problems that the document describes, each once. */
enum ProblemKind {
    BAD_REQUEST("400", "BadRequest", "A parameter or the body is not what is described here; the detail says which"),
    NOT_FOUND("404", "NotFound", "The graph does not hold what is asked for"),
    CONFLICT("409", "Conflict", "It cannot be made where this explorer runs; the detail says what is missing"),
    TOO_LARGE("413", "TooLarge", "More than the explorer sends at once"),
    TOO_MANY(
            "429",
            "TooMany",
            "More waits than may; try again in a while, which Retry-After tells of exports in seconds"),
    OTHER(
            "default",
            "Problem",
            "401 without the token where one is asked for, 403 for a write from another site's page, 405 (with Allow) for a method"
                    + " that is not described here, 415 for a body that"
                    + " is not JSON, 421 for a name that is not the explorer's, 503 if the database does not answer, 504 if"
                    + " it takes too long, 500 for a fault of the explorer");

    private final String status;
    private final String reference;
    private final String description;

    ProblemKind(String status, String reference, String description) {
        this.status = status;
        this.reference = reference;
        this.description = description;
    }

    static ProblemKind of(int status) {
        for (ProblemKind kind : values()) {
            if (kind.status.equals(Integer.toString(status))) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no description says what " + status + " means");
    }

    String status() {
        return status;
    }

    String reference() {
        return reference;
    }

    String description() {
        return description;
    }
}
