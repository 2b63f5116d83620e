package dev.steergraph.cli;

import dev.steergraph.ingest.pipeline.EvaluateSae;
import dev.steergraph.ingest.pipeline.EvaluateSae.Result;
import dev.steergraph.ingest.pipeline.SaeChoice;
import dev.steergraph.ingest.store.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "evaluate-sae",
        mixinStandardHelpOptions = true,
        description = "Puts SAEs' reconstructions into a language model and says how much of its prediction survives.",
        footer = {"", "Example:", "  steergraph evaluate-sae --run runs/pythia --tokens 20k"})
final class EvaluateSaeCommand extends SteerGraphCommand {

    @Option(names = "--run", required = true, paramLabel = "DIR", description = "The run directory.")
    private Path run;

    @Option(
            names = "--sae",
            paramLabel = "LAYER=SAE",
            description = "An SAE for a layer: a folder, or repository and folder on the Hugging Face hub (default: the"
                    + " one trained in the run).")
    private List<String> saes = new ArrayList<>();

    @Option(
            names = "--tokens",
            defaultValue = "10k",
            paramLabel = "N",
            description = "Tokens predicted, of the run's last documents (default: 10k).")
    private String tokens;

    @Option(names = "--device", defaultValue = "auto", description = "auto (default), cpu or gpu:N.")
    private String device;

    @Override
    public Integer call() throws IOException {
        try (RunDirectory directory = RunDirectory.view(run)) {
            List<Result> results = new EvaluateSae(directory, progress())
                    .execute(SaeChoice.parse(saes).byLayer(progress()), count("--tokens", tokens), device);
            StringBuilder table = new StringBuilder(String.format(
                    Locale.ROOT,
                    "%-32s %12s %12s %12s %12s%n",
                    "cross-entropy, nats a token",
                    "as it is",
                    "with SAE",
                    "with zeros",
                    "recovered"));
            for (Result result : results) {
                table.append(String.format(
                        Locale.ROOT,
                        "%-32s %12.3f %12.3f %12.3f %11.1f%%%n",
                        result.hook(),
                        result.clean(),
                        result.spliced(),
                        result.zeroed(),
                        100 * result.recovered()));
            }
            print(results, table.toString().stripTrailing());
        }
        return 0;
    }
}
