package dev.steergraph.cli.command;

import dev.steergraph.cli.option.RowCount;
import dev.steergraph.cli.report.EvaluationTable;
import dev.steergraph.cli.report.OutlierLines;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.ingest.extract.SaeSpec;
import dev.steergraph.ingest.extract.evaluate.EvaluateSae;
import dev.steergraph.ingest.extract.evaluate.EvaluateSae.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
            description =
                    "An SAE for a layer or hook point: a folder, or repository and folder on the Hugging Face hub (default: the"
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
                    .execute(SaeSpec.parse(saes), RowCount.parse("--tokens", tokens), device);
            print(results, EvaluationTable.of(results) + OutlierLines.of(directory));
        }
        return 0;
    }
}
