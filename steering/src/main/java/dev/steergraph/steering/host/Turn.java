package dev.steergraph.steering.host;

import dev.steergraph.core.UserError;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What was asked of a model, from the queue to its end: what happens is read by whoever asked, as it happens. */
public final class Turn {

    private sealed interface Entry {}

    private record Happened(SteeringEvent event) implements Entry {}

    private record Ended(@Nullable Throwable failure) implements Entry {}

    private final LinkedBlockingQueue<Entry> entries = new LinkedBlockingQueue<>();
    private final Consumer<Turn> leave;
    private volatile boolean cancelled;
    private boolean over;

    /** @param leave takes a turn out of the queue that it may still be in */
    Turn(Consumer<Turn> leave) {
        this.leave = leave;
    }

    /**
     * The next thing that happens; empty if nothing does within this time, or the turn is over.
     *
     * @throws UserError if what was asked for is impossible
     * @throws CancellationException if the turn was cancelled
     */
    public Optional<SteeringEvent> next(Duration patience) throws InterruptedException {
        Entry entry = over ? null : entries.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (entry instanceof Happened happened) {
            return Optional.of(happened.event());
        }
        if (entry instanceof Ended ended) {
            over = true;
            if (ended.failure() != null) {
                throw thrown(ended.failure());
            }
        }
        return Optional.empty();
    }

    private static RuntimeException thrown(Throwable failure) {
        return failure instanceof RuntimeException known
                ? known
                : new IllegalStateException(String.valueOf(failure.getMessage()), failure);
    }

    /** Whether all that happened was read. */
    public boolean isOver() {
        return over;
    }

    /** Gives up: what waits is not begun, what writes ends with the token that it is at. */
    public void cancel() {
        cancelled = true;
        leave.accept(this);
    }

    boolean isCancelled() {
        return cancelled;
    }

    /** @throws CancellationException if it was given up */
    void requireWanted() {
        if (cancelled) {
            throw new CancellationException("given up");
        }
    }

    void happens(SteeringEvent event) {
        entries.add(new Happened(event));
    }

    void ends(@Nullable Throwable failure) {
        entries.add(new Ended(failure));
    }
}
