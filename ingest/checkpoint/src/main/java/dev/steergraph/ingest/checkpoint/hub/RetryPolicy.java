package dev.steergraph.ingest.checkpoint.hub;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/** How often a request that failed for reasons that may pass is tried again, and how long is waited before. */
final class RetryPolicy {

    private static final int MAX_ATTEMPTS = 5;
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);

    private final Duration firstWait;
    private int failures;
    private long furthest;

    RetryPolicy(Duration firstWait) {
        this.firstWait = firstWait;
    }

    /** A failure that may pass: the server is busy, or the connection broke. */
    static final class TransientFailure extends IOException {
        private static final long serialVersionUID = 1L;
        private final long seconds;

        /** @param seconds after which the server wants to be asked again, 0 if it did not say */
        TransientFailure(String message, long seconds) {
            super(message);
            this.seconds = seconds;
        }
    }

    /** The hub did not answer, however often it was asked. */
    static final class Exhausted extends IOException {
        private static final long serialVersionUID = 1L;

        Exhausted(IOException last) {
            super(
                    Objects.requireNonNullElseGet(
                            last.getMessage(), () -> last.getClass().getSimpleName()),
                    last);
        }
    }

    /** A transfer came that far; if none came further before, the next failure is a first one. */
    void reached(long position) {
        if (position > furthest) {
            furthest = position;
            failures = 0;
        }
    }

    /** Waits twice as long as the last time, or gives up. */
    void afterFailure(IOException failure) throws IOException {
        if (failure instanceof Exhausted || Thread.currentThread().isInterrupted()) {
            throw failure;
        }
        failures++;
        if (failures == MAX_ATTEMPTS) {
            throw new Exhausted(failure);
        }
        long wait = firstWait.toMillis() << (failures - 1);
        if (failure instanceof TransientFailure temporary) {
            wait = Math.max(wait, 1000 * temporary.seconds);
        }
        try {
            // Up to a quarter more, so that several files do not come back at the same moment.
            Thread.sleep(Math.min(wait, MAX_WAIT.toMillis())
                    * (100 + ThreadLocalRandom.current().nextInt(25))
                    / 100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting to ask the hub again");
        }
    }
}
