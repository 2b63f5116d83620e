package dev.steergraph.web.http;

import io.javalin.http.Context;
import java.util.Locale;
import org.eclipse.jetty.http.HttpStatus;

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

    static final String MEDIA_TYPE = "application/problem+json";

    /** About the request that is being answered. */
    public static ProblemBody of(Context ctx, int status, String sentence) {
        return of(status, sentence, RequestId.of(ctx));
    }

    static ProblemBody of(int status, String sentence, String requestId) {
        return new ProblemBody("about:blank", HttpStatus.getMessage(status), status, sentence, requestId);
    }

    /** The detail as a page shows it: with a capital at its beginning and a full stop at its end. */
    public String sentence() {
        return detail.substring(0, 1).toUpperCase(Locale.ROOT)
                + detail.substring(1)
                + (detail.matches("(?s).*[.!?]") ? "" : ".");
    }
}
