package dev.steergraph.ingest.checkpoint.hub;

import dev.steergraph.core.UserError;
import dev.steergraph.core.concurrent.Futures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Brings what is wanted of a repository into the cache, several files at once; the revision is remembered last. */
record Fetch(HubClient client, HubCache cache, HubProgress progress) {

    private static final int MAX_CONCURRENT = 4;
    private static final String INTERRUPTED = "interrupted while fetching";

    Path fetch(FileSelection wanted) throws IOException {
        Listing listing = client.listing();
        String commit = listing.commit();
        Path snapshot = cache.snapshot(commit);
        List<Callable<RemoteFile>> questions = new ArrayList<>();
        for (String file : wanted.choose(cache.id().name(), listing.files())) {
            if (!Files.isRegularFile(snapshot.resolve(file))) {
                questions.add(() -> client.describe(listing, file));
            }
        }
        List<RemoteFile> missing = allOf(questions);
        checkRoom(missing);
        List<Callable<Void>> downloads = new ArrayList<>();
        for (RemoteFile file : missing) {
            downloads.add(() -> {
                new Download(client, cache, commit, file, progress).run();
                return null;
            });
        }
        allOf(downloads);
        CacheLock.holding(cache.lock(commit), () -> {
            cache.remember(listing);
            cache.remember(commit);
        });
        return snapshot;
    }

    private void checkRoom(List<RemoteFile> files) throws IOException {
        Files.createDirectories(cache.root());
        long needed = 0;
        for (RemoteFile file : files) {
            Path incomplete = cache.incomplete(file.etag());
            if (!Files.exists(cache.blob(file.etag()))) {
                needed += file.size() - (Files.exists(incomplete) ? Files.size(incomplete) : 0);
            }
        }
        long room = Files.getFileStore(cache.root()).getUsableSpace();
        if (needed > room) {
            throw new UserError(String.format(
                    "%s needs %,d MB more in %s, where %,d MB are free; make room or set HF_HOME to another disk.",
                    cache.id().name(), needed / 1_000_000, cache.root(), room / 1_000_000));
        }
    }

    /** Does all of it, {@value #MAX_CONCURRENT} at once; the first failure stops the others. */
    private static <T> List<T> allOf(List<Callable<T>> tasks) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(MAX_CONCURRENT, task -> {
            Thread thread = new Thread(task, "hub-download");
            thread.setDaemon(true);
            return thread;
        });
        try {
            ExecutorCompletionService<T> done = new ExecutorCompletionService<>(threads);
            tasks.forEach(done::submit);
            List<T> results = new ArrayList<>();
            for (int i = 0; i < tasks.size(); i++) {
                results.add(Futures.get(done.take(), INTERRUPTED));
            }
            return results;
        } catch (InterruptedException e) {
            throw Futures.interrupted(INTERRUPTED, e);
        } finally {
            stop(threads);
        }
    }

    /** What was begun ends before the caller goes on, and leaves its part for the next time. */
    private static void stop(ExecutorService threads) {
        threads.shutdownNow();
        try {
            threads.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
