package dev.steergraph.cli.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/** Everything that libraries and we log goes to a file, so that the terminal stays readable. */
public final class LogFile {

    private static final Logger ROOT = Logger.getLogger("");

    private @Nullable Path path;
    private boolean verbose;

    /** Sends the log to {@code folder/steergraph.log}, which is kept below 5 MB. */
    public void open(Path folder, boolean verboseLog) {
        verbose = verboseLog;
        path = folder.resolve("steergraph.log");
        try {
            Files.createDirectories(folder);
            for (Handler handler : ROOT.getHandlers()) {
                ROOT.removeHandler(handler);
            }
            FileHandler file = new FileHandler(path.toString().replace("%", "%%"), 5_000_000, 1, true);
            file.setFormatter(new SimpleFormatter());
            ROOT.addHandler(file);
            ROOT.setLevel(verbose ? Level.FINE : Level.INFO);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Null before it was opened. */
    @Nullable
    Path path() {
        return path;
    }

    boolean verbose() {
        return verbose;
    }
}
