package dev.steergraph.ingest.sae.training;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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
    private final ExecutorService pool;

    Workers(int threads) {
        this.threads = threads;
        pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "sae-worker");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Cuts 0..size into one piece a thread and waits for all. */
    void split(int size, Range work) {
        List<Future<?>> pieces = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int from = (int) ((long) size * t / threads);
            int to = (int) ((long) size * (t + 1) / threads);
            if (from < to) {
                pieces.add(pool.submit(() -> work.run(from, to)));
            }
        }
        for (Future<?> piece : pieces) {
            try {
                piece.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
