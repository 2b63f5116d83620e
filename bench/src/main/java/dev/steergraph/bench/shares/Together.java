package dev.steergraph.bench.shares;

import dev.steergraph.bench.harness.Child;
import dev.steergraph.bench.harness.Peak;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Processes at the same time. */
final class Together {

    private Together() {}

    /** One process for each share, {@code atOnce} of them at a time. */
    static List<Peak> run(Child child, int shares, int atOnce, IntFunction<List<String>> arguments) throws IOException {
        ExecutorService watchers = Executors.newFixedThreadPool(atOnce);
        try {
            List<Future<Peak>> running = new ArrayList<>();
            for (int share = 0; share < shares; share++) {
                List<String> words = arguments.apply(share);
                running.add(watchers.submit(() -> child.run(words)));
            }
            List<Peak> peaks = new ArrayList<>();
            for (Future<Peak> each : running) {
                peaks.add(each.get());
            }
            return peaks;
        } catch (ExecutionException e) {
            throw new IOException("A share failed: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while shares ran");
        } finally {
            watchers.shutdownNow();
        }
    }
}
