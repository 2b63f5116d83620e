package dev.steergraph.ingest.checkpoint.hub;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps two threads, or two processes, from writing the same part of the cache at once: the second waits and finds it there. */
final class CacheLock {

    // A process cannot wait for its own file lock, so its threads wait for one another here.
    private static final Map<Path, ReentrantLock> WITHIN = new ConcurrentHashMap<>();

    private CacheLock() {}

    /** What is done by one at a time. */
    @FunctionalInterface
    interface Task {
        void run() throws IOException;
    }

    static void holding(Path file, Task task) throws IOException {
        Path key = file.toAbsolutePath().normalize();
        Files.createDirectories(key.getParent());
        ReentrantLock within = WITHIN.computeIfAbsent(key, path -> new ReentrantLock());
        within.lock();
        try (FileChannel channel = FileChannel.open(key, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock(); // given back when the file is closed
            task.run();
        } finally {
            within.unlock();
        }
    }
}
