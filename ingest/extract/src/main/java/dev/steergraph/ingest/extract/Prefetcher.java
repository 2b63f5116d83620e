package dev.steergraph.ingest.extract;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Produces items on a thread of its own, a few ahead of those who take them.
 *
 * @param <T> the items
 */
final class Prefetcher<T> implements AutoCloseable {

    /** Makes the next item, or returns null after the last. */
    interface Producer<T> {
        @Nullable
        T next() throws IOException;
    }

    /** An item, or the end: value null, with the failure that was its reason if there was one. */
    private record Step<T>(@Nullable T value, @Nullable Throwable failure) {}

    private static final long PATIENCE_MILLIS = 5_000;
    private static final long LOOK_MILLIS = 100;

    private final BlockingQueue<Step<T>> queue;
    private final BooleanSupplier cancelled;
    private final Thread thread;

    /**
     * @param most items that wait at most
     * @param cancelled looked at while there is nothing to take
     */
    Prefetcher(String name, int most, Producer<T> producer, BooleanSupplier cancelled) {
        this.cancelled = cancelled;
        queue = new ArrayBlockingQueue<>(most);
        thread = new Thread(() -> produce(producer), name);
        // A read of standard input cannot be interrupted; it must not keep the process alive.
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * The next item, or null after the last. Any number of threads may take.
     *
     * @throws IOException and others as the producer does
     * @throws CancellationException if that is wanted before there is an item
     */
    @Nullable
    T take() throws IOException {
        Step<T> step = null;
        try {
            while (step == null) {
                if (cancelled.getAsBoolean()) {
                    throw new CancellationException();
                }
                step = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            }
            if (step.value() == null) {
                // Whoever takes next is to see the end as well; there is room, as nothing follows it.
                queue.put(step);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for text");
        }
        if (step.failure() instanceof IOException e) {
            throw e;
        }
        if (step.failure() instanceof RuntimeException e) {
            throw e;
        }
        if (step.failure() instanceof Error e) {
            throw e;
        }
        return step.value();
    }

    /** Ends the producer and waits for it. */
    @Override
    public void close() {
        thread.interrupt();
        queue.clear();
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void produce(Producer<T> producer) {
        Step<T> step;
        try {
            do {
                step = step(producer);
                queue.put(step);
            } while (step.value() != null && !Thread.currentThread().isInterrupted());
        } catch (InterruptedException e) {
            // Closed: nobody takes any more.
            Thread.currentThread().interrupt();
        }
    }

    private static <T> Step<T> step(Producer<T> producer) {
        try {
            return new Step<>(producer.next(), null);
        } catch (IOException | RuntimeException | Error e) {
            return new Step<>(null, e);
        }
    }
}
