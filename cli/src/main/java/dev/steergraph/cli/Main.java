package dev.steergraph.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The {@code steergraph} command. */
@Command(
        name = "steergraph",
        mixinStandardHelpOptions = true,
        version = "steergraph 0.1.0",
        description = "Turns a language model into a graph that one can query.",
        footer = {
            "",
            "Begin with:",
            "  steergraph demo",
            "Every command has its own --help with examples. Exit codes: 0 done, 1 failure, 2 a mistake in what was asked."
        },
        subcommands = {
            DemoCommand.class,
            ExtractCommand.class,
            TrainSaeCommand.class,
            EvaluateSaeCommand.class,
            EncodeCommand.class,
            ExportCodesCommand.class,
            CorrelateCommand.class,
            LoadCommand.class,
            UnloadCommand.class,
            CommunitiesCommand.class,
            CompareCommand.class,
            SimilarCommand.class,
            ValidateCommand.class,
            PathsCommand.class,
            ExportCommand.class,
            ServeCommand.class,
            StatusCommand.class,
            DoctorCommand.class,
            GenerateCommand.class,
            BenchCodesCommand.class
        })
public final class Main implements Runnable {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                arguments));
    }

    /** Runs a command without ending the JVM. @return the exit code */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        LogFile logFile = new LogFile();
        CommandLine command = new CommandLine(new Main());
        command.setOut(out).setErr(err);
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setExecutionExceptionHandler(new ExitCode(logFile));
        command.setParameterExceptionHandler(Main::explain);
        command.setExecutionStrategy(parsed -> {
            for (CommandLine part : parsed.asCommandLineList()) {
                if (part.getCommand() instanceof SteerGraphCommand ours) {
                    ours.open(logFile);
                }
            }
            return new CommandLine.RunLast().execute(parsed);
        });
        return command.execute(arguments);
    }

    private static int explain(ParameterException exception, String[] arguments) {
        CommandLine command = exception.getCommandLine();
        command.getErr()
                .println("steergraph: " + exception.getMessage() + " (see \""
                        + command.getCommandSpec().qualifiedName() + " --help\")");
        return ExitCode.USER_ERROR;
    }

    @Override
    public void run() {
        new CommandLine(this).usage(System.out);
    }
}
