package dev.steergraph.cli.command;

import dev.steergraph.cli.report.LabelsText;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.LabelsResult;
import dev.steergraph.ingest.correlate.label.CorrelateLabels;
import dev.steergraph.ingest.correlate.label.LabelParameters;
import dev.steergraph.ingest.correlate.label.Pooling;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "correlate-labels",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Correlates every feature with every label of documents: which features tell what a text is.",
        footer = {
            "",
            "Examples:",
            "  steergraph correlate-labels --run runs/glosses",
            "  steergraph correlate-labels --run runs/reviews --labels sentiment.tsv --pool mean"
        })
final class CorrelateLabelsCommand extends SteerGraphCommand {

    @Option(names = "--run", required = true, paramLabel = "DIR", description = "The run directory.")
    private Path run;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = {
                "A document and a label in each line, a tab between them; a document by its id or its number",
                "(default: the categories of the corpus)."
            })
    private @Nullable Path labels;

    @Option(
            names = "--pool",
            defaultValue = "max",
            description = "What stands for a feature's activations in a document: max (default) or mean.")
    private String pool;

    @Option(
            names = "--threshold",
            defaultValue = "0.2",
            paramLabel = "T",
            description = "Keep pairs with |r| above this (default: 0.2); these are loaded into the graph.")
    private double threshold;

    @Option(
            names = "--top",
            defaultValue = "20",
            paramLabel = "N",
            description = "In the table also the N features of each label with the highest |r| (default: 20).")
    private int top;

    @Option(
            names = "--min-documents",
            defaultValue = "5",
            paramLabel = "N",
            description = "Only features that are active in so many labelled documents, and labels that so many have"
                    + " (default: 5).")
    private int minDocuments;

    @Option(names = "--seed", defaultValue = "0", description = "Of halves and permutation (default: 0).")
    private long seed;

    @Override
    public Integer call() throws IOException {
        LabelParameters parameters = new LabelParameters(Pooling.parse(pool), threshold, top, minDocuments, seed);
        try (RunDirectory directory = RunDirectory.existing(run)) {
            LabelsResult result = new CorrelateLabels(directory, progress()).execute(parameters, labels);
            print(result, LabelsText.of(result, threshold, run.resolve(PartPaths.LABEL_TABLE)));
        }
        return 0;
    }
}
