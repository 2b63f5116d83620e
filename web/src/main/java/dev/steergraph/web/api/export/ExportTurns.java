package dev.steergraph.web.api.export;

import dev.steergraph.web.http.Problem;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets few exports be made at once, because each takes memory and the database for itself; some wait for their turn, in the order
 * in which they came, and who comes after these is told when to come again. Everything else goes on beside them.
 */
final class ExportTurns {

    /** Half of the machine is left to those who look at the graph. */
    static final int AT_ONCE = Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 2));

    static final int WAITING = 16;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String RETRY_AFTER_SECONDS = "10";

    private final Semaphore room = new Semaphore(AT_ONCE + WAITING);
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    /** What an export does. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /** @throws Problem if too many wait already, or it has waited too long */
    void take(Context ctx, Work work) throws IOException, InterruptedException {
        if (!room.tryAcquire()) {
            throw later(ctx, 429, AT_ONCE + WAITING + " exports are being made or wait already");
        }
        try {
            if (!turns.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw later(ctx, 503, "the exports before this one took longer than " + PATIENCE.toSeconds() + " s");
            }
            try {
                work.run();
            } finally {
                turns.release();
            }
        } finally {
            room.release();
        }
    }

    private static Problem later(Context ctx, int status, String sentence) {
        ctx.header("Retry-After", RETRY_AFTER_SECONDS);
        return new Problem(status, sentence + "; try again in " + RETRY_AFTER_SECONDS + " s");
    }
}
