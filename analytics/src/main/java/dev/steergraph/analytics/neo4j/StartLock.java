package dev.steergraph.analytics.neo4j;

import dev.steergraph.core.io.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one thread of one process at a time look for and start the database of a home: two that start together would make two
 * passwords. The system frees the lock of a process that dies.
 */
final class StartLock implements AutoCloseable {

    /** File locks belong to processes; threads need another. */
    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

    private final FileChannel channel;

    private StartLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Waits until it is free. */
    static StartLock acquire(Path file) throws IOException {
        IN_THIS_PROCESS.lock();
        try {
            FileChannel channel = FileChannel.open(
                    file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OwnerOnly.newFile());
            channel.lock();
            return new StartLock(channel);
        } catch (IOException | RuntimeException e) {
            IN_THIS_PROCESS.unlock();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }
}
