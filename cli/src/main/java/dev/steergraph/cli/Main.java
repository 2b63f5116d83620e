package dev.steergraph.cli;

import dev.steergraph.cli.command.RootCommand;
import dev.steergraph.cli.console.ExitCode;
import dev.steergraph.cli.console.LogFile;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Where the process begins and ends. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                arguments));
    }

    /** Runs a command without ending the JVM. @return the exit code */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        LogFile logFile = new LogFile();
        CommandLine command = RootCommand.commandLine(logFile);
        command.setOut(out).setErr(err);
        command.setExecutionExceptionHandler(new ExitCode(logFile));
        command.setParameterExceptionHandler(Main::explain);
        return command.execute(arguments);
    }

    private static int explain(ParameterException exception, String[] arguments) {
        CommandLine command = exception.getCommandLine();
        command.getErr()
                .println("steergraph: " + exception.getMessage() + " (see \""
                        + command.getCommandSpec().qualifiedName() + " --help\")");
        return ExitCode.USER_ERROR;
    }
}
