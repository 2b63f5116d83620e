package dev.steergraph.core.run;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Who holds a run: one process at a time. */
record RunLock(FileChannel channel) implements AutoCloseable {

    private static final String FILE = "run.lock";

    /** Nothing if another process, or this one, holds it. */
    static Optional<RunLock> ifFree(Path root) throws IOException {
        FileChannel channel = FileChannel.open(root.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held by this very process: the same answer as for another one.
        }
        if (lock == null) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(new RunLock(channel));
    }

    /** @throws UserError if it is held */
    static RunLock of(Path root) throws IOException {
        return ifFree(root).orElseThrow(() -> inUse(root));
    }

    /** Whether the run was ever held: one that has just begun is, and has no manifest yet. */
    static boolean exists(Path root) {
        return Files.exists(root.resolve(FILE));
    }

    static UserError inUse(Path root) {
        return new UserError("Run " + root + " is in use by another steergraph process; wait for it or stop it.");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
