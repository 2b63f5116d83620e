package dev.steergraph.cli.console;

import dev.steergraph.core.UserError;
import java.io.PrintWriter;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** The one place where exceptions become exit codes: 2 for a user's mistake, 1 for a failure. */
public final class ExitCode implements IExecutionExceptionHandler {

    public static final int FAILURE = 1;
    public static final int USER_ERROR = 2;

    private static final Logger LOG = Logger.getLogger(ExitCode.class.getName());

    private final LogFile logFile;

    public ExitCode(LogFile logFile) {
        this.logFile = logFile;
    }

    @Override
    public int handleExecutionException(Exception exception, CommandLine command, ParseResult result) {
        PrintWriter err = command.getErr();
        boolean verbose = logFile.verbose();
        int code;
        if (cause(exception) instanceof UserError mistake) {
            err.println("steergraph: " + mistake.getMessage() + options(mistake, command));
            code = USER_ERROR;
        } else {
            LOG.log(Level.SEVERE, "the command failed", exception);
            String message =
                    exception.getMessage() == null ? exception.getClass().getSimpleName() : exception.getMessage();
            err.println("steergraph: failed: " + message.lines().findFirst().orElse(""));
            err.println("The log is " + logFile.path() + "; --verbose shows more.");
            code = FAILURE;
        }
        if (verbose) {
            exception.printStackTrace(err);
        }
        return code;
    }

    /** The options that set what is wrong, if this command has them: libraries do not know how a setting is given. */
    private static String options(UserError mistake, CommandLine command) {
        List<String> options = mistake.settings().stream()
                .map(setting -> "--" + setting)
                .filter(option -> command.getCommandSpec().findOption(option) != null)
                .toList();
        return options.isEmpty() ? "" : " (" + String.join(", ", options) + ")";
    }

    /** A user's mistake may come wrapped by a stream or a worker thread. */
    private static Throwable cause(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof UserError) {
                return t;
            }
        }
        return thrown;
    }
}
