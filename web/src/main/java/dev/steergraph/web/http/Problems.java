package dev.steergraph.web.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.steergraph.core.UserError;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;
import org.neo4j.driver.exceptions.SessionExpiredException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns every exception into a problem body of RFC 9457 with the request's id: once, here. */
final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    static void register(RoutesConfig routes) {
        routes.exception(Problem.class, (e, ctx) -> answer(ctx, e.status(), e.getMessage()));
        routes.exception(UserError.class, (e, ctx) -> answer(ctx, 400, e.getMessage()));
        routes.exception(
                JsonProcessingException.class,
                (e, ctx) -> answer(
                        ctx,
                        400,
                        e.getCause() instanceof UserError mistake
                                ? mistake.getMessage()
                                : "the request's body is not the JSON that " + ctx.path() + " takes"));
        routes.exception(HttpResponseException.class, (e, ctx) -> answer(ctx, e.getStatus(), e.getMessage()));
        routes.exception(ServiceUnavailableException.class, Problems::unavailable);
        routes.exception(SessionExpiredException.class, Problems::unavailable);
        routes.exception(Neo4jException.class, Problems::database);
        routes.exception(Exception.class, Problems::failure);
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

    private static void answer(Context ctx, int status, @Nullable String message) {
        String sentence = Objects.requireNonNullElse(message, "the request failed");
        ctx.status(status).json(ProblemBody.of(ctx, status, sentence)).contentType("application/problem+json");
    }
}
