package dev.steergraph.cli.command;

import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.LogitLensResult;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.extract.lens.FindTokens;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "logit-lens",
        mixinStandardHelpOptions = true,
        description =
                "Finds the tokens that each feature of a language model promotes and suppresses most: its decoder row"
                        + " through final norm and unembedding. Encoding ends with it; this is for runs that were encoded before,"
                        + " or where the model was not at hand.",
        footer = {"", "Example:", "  steergraph logit-lens --run runs/pythia"})
final class LogitLensCommand extends SteerGraphCommand {

    @Option(names = "--run", required = true, paramLabel = "DIR", description = "The run directory.")
    private Path run;

    @Option(names = "--device", defaultValue = "auto", description = "auto (default), cpu or gpu:N.")
    private String device;

    @Override
    public Integer call() throws IOException {
        try (RunDirectory directory = RunDirectory.existing(run)) {
            new FindTokens(directory, progress()).execute(device);
            LogitLensResult result = directory.finished(Stages.LOGIT_LENS).result();
            print(
                    result,
                    "Top and bottom tokens of " + result.sets().size() + " sets are in "
                            + run.resolve("features/logit-lens") + "." + without(result));
        }
        return 0;
    }

    private static String without(LogitLensResult result) {
        return result.setsWithout().isEmpty()
                ? ""
                : " " + String.join(", ", result.setsWithout())
                        + " have none: they do not write to the residual stream.";
    }
}
