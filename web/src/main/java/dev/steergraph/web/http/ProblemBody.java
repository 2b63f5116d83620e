package dev.steergraph.web.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

/**
 * The body of every answer that is not the one that was asked for.
 *
 * @param type always {@code about:blank}: the status says all
 * @param title what HTTP calls the status
 * @param detail one sentence for a person
 * @param requestId finds the request in the log
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
public record ProblemBody(String type, String title, int status, String detail, String requestId) {

    /** About the request that is being answered. */
    public static ProblemBody of(Context ctx, int status, String sentence) {
        String title = HttpStatus.forStatus(status).getMessage();
        return new ProblemBody("about:blank", title, status, sentence, RequestId.of(ctx));
    }
}
