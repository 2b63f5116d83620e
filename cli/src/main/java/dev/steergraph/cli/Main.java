package dev.steergraph.cli;

import dev.steergraph.cli.command.RootCommand;
import dev.steergraph.cli.console.ExitCode;
import dev.steergraph.cli.console.Interruption;
import dev.steergraph.cli.console.LogFile;
import dev.steergraph.core.Sentence;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Where the process begins and ends. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        Interruption.commandBegins();
        int code = run(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                arguments);
        Interruption.isExpected();
        System.exit(code);
    }

    /** Runs a command without ending the JVM. @return the exit code */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        LogFile logFile = new LogFile();
        CommandLine command = RootCommand.commandLine(logFile);
        command.setOut(out).setErr(err);
        ExitCode exitCode = new ExitCode(logFile);
        command.setExecutionExceptionHandler(exitCode);
        command.setParameterExceptionHandler(Main::explain);
        try {
            return command.execute(arguments);
        } catch (RuntimeException | Error e) {
            // Such as a memory that is not enough, which picocli does not hand to its handler.
            return exitCode.of(e, command);
        }
    }

    private static int explain(ParameterException exception, String[] arguments) {
        CommandLine command = exception.getCommandLine();
        command.getErr()
                .println("steergraph: "
                        + Sentence.of(Objects.requireNonNullElse(exception.getMessage(), "the command line is wrong"))
                        + " (see \"" + command.getCommandSpec().qualifiedName() + " --help\")");
        return ExitCode.USER_ERROR;
    }
}
