package dev.steergraph.ingest.correlate.activation;

import dev.steergraph.core.concurrent.WorkerThreads;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs a list of tasks on several threads; the results are in the order of the tasks. */
public final class Workers {

    /** Computes the result of a task; each thread has a scratch of its own. */
    public interface Step<T, R> {
        R run(T task, Scratch scratch);
    }

    /** Called after each task, by one thread at a time. */
    public interface Done<T> {
        void done(T task);
    }

    private Workers() {}

    /** @throws CancellationException if the calling thread is interrupted; its interrupt flag stays set */
    public static <T, R> List<R> run(List<T> tasks, int threads, Step<T, R> step, Done<T> done) {
        List<R> results = new ArrayList<>(Collections.nCopies(tasks.size(), null));
        AtomicInteger next = new AtomicInteger();
        Runnable worker = () -> {
            Scratch scratch = new Scratch();
            int t = next.getAndIncrement();
            while (t < tasks.size() && !Thread.currentThread().isInterrupted()) {
                R result = step.run(tasks.get(t), scratch);
                synchronized (results) {
                    results.set(t, result);
                    done.done(tasks.get(t));
                }
                t = next.getAndIncrement();
            }
        };
        try (WorkerThreads pool = new WorkerThreads(threads, "correlate")) {
            pool.run(
                    Collections.nCopies(threads, worker),
                    e -> new CancellationException("the correlation was interrupted"));
        }
        return results;
    }
}
