package dev.steergraph.web.http;

import dev.steergraph.core.UserError;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.router.EndpointNotFound;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;
import org.neo4j.driver.exceptions.SessionExpiredException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns every exception into a problem body of RFC 9457 with the request's id, or into a page that says the same: once, here. */
final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    static void register(RoutesConfig routes) {
        routes.exception(Problem.class, (e, ctx) -> answer(ctx, e.status(), e.getMessage()));
        routes.exception(UserError.class, (e, ctx) -> answer(ctx, 400, e.getMessage()));
        routes.exception(EndpointNotFound.class, (e, ctx) -> answer(ctx, 404, "there is no page " + ctx.path()));
        routes.exception(MethodNotAllowedResponse.class, (e, ctx) -> {
            Problem refused = Methods.refused(ctx, methods(e));
            answer(ctx, refused.status(), refused.getMessage());
        });
        routes.exception(HttpResponseException.class, (e, ctx) -> answer(ctx, e.getStatus(), e.getMessage()));
        routes.exception(ServiceUnavailableException.class, Problems::unavailable);
        routes.exception(SessionExpiredException.class, Problems::unavailable);
        routes.exception(Neo4jException.class, Problems::database);
        routes.exception(Exception.class, Problems::failure);
    }

    /** Javalin has them in a text. */
    private static SortedSet<String> methods(MethodNotAllowedResponse e) {
        SortedSet<String> methods = new TreeSet<>();
        e.getDetails().values().forEach(all -> methods.addAll(List.of(all.split(",\\s*"))));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return methods;
    }

    private static void unavailable(Exception e, Context ctx) {
        LOG.warn("request {}: {}", RequestId.of(ctx), e.getMessage());
        answer(ctx, 503, "the database does not answer; check that it runs, then try again");
    }

    private static void database(Neo4jException e, Context ctx) {
        if (e.code().contains("TransactionTimedOut") || e.code().contains("LockClientStopped")) {
            answer(ctx, 504, "the database took too long; ask for fewer features, fewer hops or a larger |r|");
        } else if (e.code().contains("DatabaseUnavailable")) {
            unavailable(e, ctx);
        } else {
            failure(e, ctx);
        }
    }

    private static void failure(Exception e, Context ctx) {
        LOG.error("request {} {} failed", RequestId.of(ctx), ctx.path(), e);
        answer(ctx, 500, "the explorer failed to answer; its log has the details under this request id");
    }

    /** Whether a person looks at the answer: who asks for data below {@code /api/} reads JSON, a browser's tab says what it shows. */
    static boolean onPage(String path, String accept) {
        return !path.startsWith("/api/") && accept.contains("text/html");
    }

    private static void answer(Context ctx, int status, @Nullable String message) {
        String sentence = Objects.requireNonNullElse(message, "the request failed");
        ProblemBody problem = ProblemBody.of(ctx, status, sentence);
        ctx.status(status);
        if (onPage(ctx.path(), Headers.of(ctx, "Accept").orElse(""))) {
            ctx.html(Template.PROBLEM.with(problem));
        } else {
            ctx.json(problem).contentType(ProblemBody.MEDIA_TYPE);
        }
    }
}
