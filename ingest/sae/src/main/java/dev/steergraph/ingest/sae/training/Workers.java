package dev.steergraph.ingest.sae.training;

import dev.steergraph.core.concurrent.WorkerThreads;
import java.util.ArrayList;
import java.util.List;

/**
 * A fixed number of threads that share a range. Every element is computed by one thread in one order, so that results do
 * not depend on the number of threads.
 */
final class Workers implements AutoCloseable {

    /** Work on {@code from} (inclusive) to {@code to} (exclusive). */
    interface Range {
        void run(int from, int to);
    }

    private final int threads;
    private final WorkerThreads pool;

    Workers(int threads) {
        this.threads = threads;
        pool = new WorkerThreads(threads, "sae-worker");
    }

    /** Cuts 0..size into one piece a thread and waits for all. */
    void split(int size, Range work) {
        List<Runnable> pieces = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int from = (int) ((long) size * t / threads);
            int to = (int) ((long) size * (t + 1) / threads);
            if (from < to) {
                pieces.add(() -> work.run(from, to));
            }
        }
        pool.run(pieces, e -> new IllegalStateException("interrupted", e));
    }

    @Override
    public void close() {
        pool.close();
    }
}
