package dev.steergraph.cli.console;

import dev.steergraph.core.io.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.ErrorManager;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Everything that libraries and we log goes to a file, so that the terminal stays readable. Where none can be written, because
 * the disk is full or may not be written, nothing is logged: a command that can do its work does it.
 */
public final class LogFile {

    private static final Logger ROOT = Logger.getLogger("");
    private static final int LARGEST = 5_000_000;

    private @Nullable Path path;
    private @Nullable Path home;
    private boolean verbose;

    /** Sends the log to {@code logs/steergraph.log} in a home; it is kept below 5 MB. */
    public void open(Path ofHome, boolean verboseLog) {
        home = ofHome;
        Path folder = ofHome.resolve("logs");
        verbose = verboseLog;
        path = null;
        for (Handler handler : ROOT.getHandlers()) {
            ROOT.removeHandler(handler);
            handler.close();
        }
        ROOT.setLevel(verbose ? Level.FINE : Level.INFO);
        try {
            OwnerOnly.folder(folder);
            Path file = folder.resolve("steergraph.log");
            if (!Files.exists(file)) {
                Files.createFile(file, OwnerOnly.newFile());
            }
            OwnerOnly.file(file);
            FileHandler handler = new FileHandler(file.toString().replace("%", "%%"), LARGEST, 1, true);
            handler.setFormatter(new SimpleFormatter());
            handler.setErrorManager(new Silent());
            ROOT.addHandler(handler);
            path = file;
        } catch (IOException e) {
            // There is no better place to tell of it, and nothing that the command needs is missing.
        }
    }

    /** Null if there is none. */
    @Nullable
    Path path() {
        return path;
    }

    /** Null before it was opened. */
    @Nullable
    Path home() {
        return home;
    }

    boolean verbose() {
        return verbose;
    }

    /** For a disk that becomes full: the usual one prints a stack trace. */
    private static final class Silent extends ErrorManager {
        @Override
        public synchronized void error(@Nullable String message, @Nullable Exception thrown, int code) {}
    }
}
