package dev.steergraph.core.concurrent;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** A fixed number of threads that do pieces of work together. They do not keep the process alive. */
public final class WorkerThreads implements AutoCloseable {

    private final ExecutorService pool;

    /** @param name of each thread */
    public WorkerThreads(int threads, String name) {
        pool = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Does all pieces and waits for them in their order. The first failure is thrown at once, while other pieces may go on.
     *
     * @param interrupted what to throw if the waiting thread is interrupted
     */
    public void run(List<Runnable> pieces, Function<InterruptedException, RuntimeException> interrupted) {
        List<? extends Future<?>> begun = pieces.stream().map(pool::submit).toList();
        begun.forEach(piece -> Futures.join(piece, interrupted));
    }

    /** Interrupts what is at work. */
    @Override
    public void close() {
        pool.shutdownNow();
    }
}
