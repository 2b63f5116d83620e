package dev.steergraph.cli.command;

import dev.steergraph.cli.console.LogFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;

/** The {@code steergraph} command, which is nothing but its subcommands. */
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
            LogitLensCommand.class,
            ExportCodesCommand.class,
            CorrelateCommand.class,
            CorrelateLabelsCommand.class,
            LoadCommand.class,
            UnloadCommand.class,
            CommunitiesCommand.class,
            CompareCommand.class,
            SimilarCommand.class,
            ValidateCommand.class,
            PathsCommand.class,
            ExportCommand.class,
            ServeCommand.class,
            SaesCommand.class,
            StatusCommand.class,
            DoctorCommand.class,
            GenerateCommand.class,
            SteerCommand.class,
            EffectsCommand.class,
            ExperimentCommand.class,
            TaskCommand.class,
            BenchCodesCommand.class
        })
public final class RootCommand implements Runnable {

    private RootCommand() {}

    /** The command with its subcommands, each of which directs the log before it runs. */
    public static CommandLine commandLine(LogFile logFile) {
        CommandLine command = new CommandLine(new RootCommand());
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setExecutionStrategy(parsed -> {
            for (CommandLine part : parsed.asCommandLineList()) {
                if (part.getCommand() instanceof SteerGraphCommand ours) {
                    try {
                        ours.open(logFile);
                    } catch (RuntimeException e) {
                        // In picocli's own form: it prints others with their stack traces.
                        throw new ExecutionException(part, "the log cannot be opened", e);
                    }
                }
            }
            return new CommandLine.RunLast().execute(parsed);
        });
        return command;
    }

    @Override
    public void run() {
        new CommandLine(this).usage(System.out);
    }
}
