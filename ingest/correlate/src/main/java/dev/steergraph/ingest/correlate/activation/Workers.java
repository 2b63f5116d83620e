package dev.steergraph.ingest.correlate.activation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
        ExecutorService pool = Executors.newFixedThreadPool(threads, Workers::daemon);
        try {
            Future<?>[] futures = new Future<?>[threads];
            Arrays.setAll(futures, k -> pool.submit(worker));
            for (Future<?> future : futures) {
                future.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the correlation was interrupted");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
        return results;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "correlate");
        thread.setDaemon(true);
        return thread;
    }
}
