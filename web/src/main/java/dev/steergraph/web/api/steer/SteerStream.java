package dev.steergraph.web.api.steer;

import dev.steergraph.core.UserError;
import dev.steergraph.steering.host.SteeringEvent;
import dev.steergraph.steering.host.Turn;
import dev.steergraph.web.http.Line;
import dev.steergraph.web.http.ProblemBody;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what happens in a turn as it happens, each in a line of JSON. The answer begins with the first thing that happens, so
 * that what fails before is answered as anything else that fails.
 */
final class SteerStream {

    private static final Logger LOG = LoggerFactory.getLogger(SteerStream.class);

    /** An empty line is sent as often as this where nothing happens: how else would one know that nobody listens any more? */
    private static final Duration HEARTBEAT = Duration.ofMillis(500);

    private final Context ctx;
    private final Turn turn;
    private final Function<SteeringEvent, Object> told;
    private final long began = System.nanoTime();
    private @Nullable OutputStream out;

    /** @param told what is sent of an event */
    SteerStream(Context ctx, Turn turn, Function<SteeringEvent, Object> told) {
        this.ctx = ctx;
        this.turn = turn;
        this.told = told;
    }

    /** Returns when the turn is over; where nobody listens any more it is given up. */
    void send() throws InterruptedException {
        try {
            follow();
        } catch (IOException e) {
            LOG.debug("nobody listens any more: {}", e.getMessage());
            turn.cancel();
        }
    }

    private void follow() throws IOException, InterruptedException {
        try {
            while (!turn.isOver()) {
                Optional<SteeringEvent> event = turn.next(HEARTBEAT);
                if (event.isPresent()) {
                    write(told.apply(event.get()));
                } else if (out != null && !turn.isOver()) {
                    write("\n");
                }
            }
            write(new SteerLines.Done((System.nanoTime() - began) / 1e9));
        } catch (CancellationException e) {
            write(new SteerLines.Stopped("given up"));
        } catch (RuntimeException e) {
            if (out == null) {
                throw e;
            }
            write(new SteerLines.Failed(problem(e)));
        }
    }

    private ProblemBody problem(RuntimeException e) {
        if (e instanceof UserError mistake) {
            return ProblemBody.of(ctx, 400, mistake.getMessage());
        }
        ProblemBody body = ProblemBody.of(
                ctx, 500, "the model failed to answer; the explorer's log has the details under this request id");
        LOG.error("request {} failed", body.requestId(), e);
        return body;
    }

    private void write(Object line) throws IOException {
        write(ctx.jsonMapper().toJsonString(Line.of(line), Line.class) + "\n");
    }

    private void write(String text) throws IOException {
        OutputStream to = out;
        if (to == null) {
            ctx.status(200).contentType(Line.MEDIA_TYPE);
            // A server in front of this one is not to gather lines either.
            ctx.header("X-Accel-Buffering", "no").header("Cache-Control", "no-store");
            to = ctx.res().getOutputStream();
            out = to;
        }
        to.write(text.getBytes(StandardCharsets.UTF_8));
        to.flush();
    }
}
