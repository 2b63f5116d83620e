package dev.steergraph.core.concurrent;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Waits for what other threads compute. Their failures are thrown as themselves; what a caller cannot be asked to expect, such
 * as an {@link Error}, comes as the cause of an {@link IllegalStateException}. An interrupt leaves the waiting thread's flag set.
 */
public final class Futures {

    private Futures() {}

    /**
     * The result of a task that reads or writes.
     *
     * @param interrupted what to say if the waiting thread is interrupted
     * @throws IOException if the task does
     * @throws InterruptedIOException if the waiting thread is interrupted
     */
    public static <T extends @Nullable Object> T get(Future<T> future, String interrupted) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw interrupted(interrupted, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw unchecked(e);
        }
    }

    /**
     * The result of a task that has no checked exceptions.
     *
     * @param interrupted what to throw if the waiting thread is interrupted
     */
    public static <T extends @Nullable Object> T join(
            Future<T> future, Function<InterruptedException, RuntimeException> interrupted) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted.apply(e);
        } catch (ExecutionException e) {
            throw unchecked(e);
        }
    }

    /** Sets the flag of this thread, which has been interrupted, and returns what to throw. */
    public static InterruptedIOException interrupted(String message, InterruptedException cause) {
        Thread.currentThread().interrupt();
        InterruptedIOException interrupted = new InterruptedIOException(message);
        interrupted.initCause(cause);
        return interrupted;
    }

    /** What to throw for a failed task that has no checked exceptions. */
    public static RuntimeException unchecked(ExecutionException failed) {
        return failed.getCause() instanceof RuntimeException cause
                ? cause
                : new IllegalStateException(failed.getCause());
    }
}
