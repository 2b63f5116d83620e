package dev.steergraph.cli.console;

import dev.steergraph.core.Sentence;
import dev.steergraph.core.UserError;
import dev.steergraph.core.io.FileFault;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** The one place where exceptions become exit codes: 2 for a user's mistake, 1 for a failure. */
public final class ExitCode implements IExecutionExceptionHandler {

    public static final int FAILURE = 1;
    public static final int USER_ERROR = 2;

    private static final Logger LOG = Logger.getLogger(ExitCode.class.getName());

    /** Neo4j makes the files of its log this large at once. */
    private static final long NEEDED_BY_DATABASE = 32L << 20;

    private final LogFile logFile;

    public ExitCode(LogFile logFile) {
        this.logFile = logFile;
    }

    @Override
    public int handleExecutionException(Exception exception, CommandLine command, @Nullable ParseResult result) {
        return of(exception, command);
    }

    /** Says what was thrown. @return the exit code */
    public int of(Throwable thrown, CommandLine command) {
        if (Interruption.isUnderWay()) {
            // The database is shut down under the command's feet; the signal decides the exit code.
            LOG.log(Level.INFO, "interrupted", thrown);
            return Interruption.EXIT_CODE;
        }
        PrintWriter err = command.getErr();
        int code;
        UserError mistake = mistake(thrown);
        if (mistake != null) {
            err.println("steergraph: " + mistake.getMessage() + options(mistake, command));
            code = USER_ERROR;
        } else {
            LOG.log(Level.SEVERE, "the command failed", thrown);
            err.println("steergraph: failed: " + Sentence.of(failure(thrown)));
            if (logFile.path() != null) {
                err.println("The log is " + logFile.path() + "; --verbose shows more.");
            }
            code = FAILURE;
        }
        if (logFile.verbose()) {
            thrown.printStackTrace(err);
        }
        return code;
    }

    private String failure(Throwable thrown) {
        if (isDatabases(thrown) && isDiskFull(logFile.home())) {
            return "the disk that holds the database in " + logFile.home()
                    + " is full; free some space, and repeat the command.";
        }
        if (find(thrown, OutOfMemoryError.class).isPresent()) {
            return "the memory that the command may use ("
                    + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MB) is not enough; give it more with STEERGRAPH_HEAP, such as STEERGRAPH_HEAP=8g.";
        }
        if (thrown instanceof UncheckedIOException wrapped) {
            return failure(Objects.requireNonNull(wrapped.getCause()));
        }
        String message = thrown.getMessage();
        return message == null
                ? thrown.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    private static boolean isDatabases(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            boolean started = t.getStackTrace().length > 0
                    && t.getStackTrace()[0].getClassName().startsWith("org.neo4j.");
            if (started || t.getClass().getName().startsWith("org.neo4j.")) {
                return true;
            }
        }
        return false;
    }

    /** Neo4j does not say why it has stopped serving. */
    private static boolean isDiskFull(@Nullable Path home) {
        try {
            return home != null && Files.getFileStore(home).getUsableSpace() < NEEDED_BY_DATABASE;
        } catch (IOException e) {
            return false; // It is not there, so the database is not the trouble.
        }
    }

    /** The options that set what is wrong, if this command has them: libraries do not know how a setting is given. */
    private static String options(UserError mistake, CommandLine command) {
        List<String> options = mistake.settings().stream()
                .map(setting -> "--" + setting)
                .filter(option -> command.getCommandSpec().findOption(option) != null)
                .toList();
        return options.isEmpty() ? "" : " (" + String.join(", ", options) + ")";
    }

    /** A user's mistake may come wrapped by a stream or a worker thread. So is a file that the system refuses; a full disk is not. */
    private static @Nullable UserError mistake(Throwable thrown) {
        Optional<UserError> said = find(thrown, UserError.class);
        if (said.isPresent()) {
            return said.get();
        }
        return find(thrown, FileSystemException.class)
                .filter(refused -> refused.getFile() != null && !FileFault.isDiskFull(refused))
                .map(ExitCode::refused)
                .orElse(null);
    }

    private static UserError refused(FileSystemException refused) {
        Path file = Path.of(Objects.requireNonNull(refused.getFile()));
        return refused instanceof NoSuchFileException
                ? new UserError(file + " does not exist, or cannot be made there.", refused)
                : FileFault.of(file, refused);
    }

    private static <T extends Throwable> Optional<T> find(Throwable thrown, Class<T> type) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return Optional.of(type.cast(t));
            }
        }
        return Optional.empty();
    }
}
