package dev.steergraph.cli;

import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.ingest.extract.SaeSpec;
import dev.steergraph.ingest.extract.evaluate.EvaluateSae;
import dev.steergraph.ingest.extract.evaluate.EvaluateSae.CrossEntropy;
import dev.steergraph.ingest.extract.evaluate.EvaluateSae.Result;
import dev.steergraph.ingest.sae.Evaluation;
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
        description = "Says how well SAEs reconstruct held-out documents, and, of a language model, how much of its"
                + " prediction survives when the reconstructions take the activations' place.",
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
            description = "Tokens predicted, of the documents that training holds out (default: 10k).")
    private String tokens;

    @Option(names = "--device", defaultValue = "auto", description = "auto (default), cpu or gpu:N.")
    private String device;

    @Override
    public Integer call() throws IOException {
        try (RunDirectory directory = RunDirectory.view(run)) {
            List<Result> results = new EvaluateSae(directory, progress())
                    .execute(SaeSpec.parse(saes).byLayer(progress()), count("--tokens", tokens), device);
            print(results, table(results));
        }
        return 0;
    }

    private static String table(List<Result> results) {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "%-32s %8s %9s %8s %8s   %s%n",
                "on held-out documents",
                "L0",
                "explained",
                "silent",
                "bias",
                "cross-entropy a token: as it is, with SAE, with zeros, recovered"));
        for (Result result : results) {
            Evaluation found = result.reconstruction();
            CrossEntropy nats = result.crossEntropy();
            table.append(String.format(Locale.ROOT, "%-32s ", result.hook()))
                    .append(
                            found == null
                                    ? "(the run's activations were dropped)"
                                    : String.format(
                                            Locale.ROOT,
                                            "%8.1f %9.4f %7.2f%% %8.4f",
                                            found.l0(),
                                            found.explainedVariance(),
                                            100 * found.silentFraction(),
                                            found.reconstructionBias()))
                    .append("   ")
                    .append(
                            nats == null
                                    ? "(no prediction of tokens)"
                                    : String.format(
                                            Locale.ROOT,
                                            "%.3f %.3f %.3f %.1f%%",
                                            nats.clean(),
                                            nats.spliced(),
                                            nats.zeroed(),
                                            100 * nats.recovered()))
                    .append(System.lineSeparator());
        }
        return table.toString().stripTrailing();
    }
}
