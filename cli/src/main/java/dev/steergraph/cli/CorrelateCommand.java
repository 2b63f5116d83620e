package dev.steergraph.cli;

import dev.steergraph.cypher.UserError;
import dev.steergraph.ingest.correlate.CorrelationParameters;
import dev.steergraph.ingest.pipeline.Correlate;
import dev.steergraph.ingest.pipeline.Source;
import dev.steergraph.ingest.store.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "correlate",
        mixinStandardHelpOptions = true,
        description = "Correlates every pair of features within and across layers, exactly, and keeps the strong ones.",
        footer = {
            "",
            "Examples:",
            "  steergraph correlate --run runs/glosses --threshold 0.3",
            "  steergraph correlate --codes 4=layer4.safetensors --codes 8=layer8.safetensors --out correlations"
        })
final class CorrelateCommand extends SteerGraphCommand {

    @Option(names = "--run", paramLabel = "DIR", description = "The run directory.")
    private Path run;

    @Option(
            names = "--codes",
            paramLabel = "LAYER=FILE",
            description = {
                "Codes of no run: a file, a folder of part-*.safetensors, or a module of delphi's cache;",
                "give one for each layer, and --out."
            })
    private Map<Integer, Path> codes = new TreeMap<>();

    @Option(names = "--out", paramLabel = "DIR", description = "Where results for --codes go.")
    private Path out;

    @Option(
            names = "--threshold",
            defaultValue = "0.3",
            paramLabel = "T",
            description = "Keep pairs with |r| above this (default: 0.3).")
    private double threshold;

    @Option(
            names = "--min-documents",
            defaultValue = "5",
            paramLabel = "N",
            description = "Keep pairs that fire together in so many documents (default: 5).")
    private int minDocuments;

    @Option(
            names = "--source",
            defaultValue = "codes",
            description =
                    "What a feature is: an SAE's latent, or a raw dimension of the activations: ${COMPLETION-CANDIDATES} (default: codes).")
    private Source source;

    @Option(
            names = "--null",
            defaultValue = "1",
            paramLabel = "N",
            description = "Repeat on permuted documents N times (default: 1).")
    private int nullRuns;

    @Option(names = "--threads", paramLabel = "N", description = "Worker threads (default: all processors).")
    private Integer threads;

    @Option(names = "--seed", defaultValue = "0", description = "Of the permutations (default: 0).")
    private long seed;

    @Override
    public Integer call() throws IOException {
        CorrelationParameters parameters = new CorrelationParameters(
                threshold, minDocuments, nullRuns, seed, threads == null ? threads() : threads);
        Correlate correlate = new Correlate(progress());
        if (run != null && codes.isEmpty()) {
            try (RunDirectory directory = RunDirectory.existing(run)) {
                correlate.execute(directory, parameters, source);
                Map<String, Object> report =
                        directory.stage(Correlate.STAGE).orElseThrow().report();
                print(report, text(report, run.resolve("correlations")));
            }
        } else if (run == null && !codes.isEmpty() && out != null) {
            Map<String, Object> report = correlate.execute(codes, parameters, out);
            print(report, text(report, out));
        } else {
            throw new UserError("Give either --run DIR, or --codes LAYER=FILE for each layer together with --out DIR.");
        }
        return 0;
    }

    private static String text(Map<String, Object> report, Path folder) {
        return report.get("edges") + " edges between " + report.get("features") + " features over " + report.get("rows")
                + " rows; " + report.get("nullEdges") + " after permuting documents. Files are in " + folder + ".";
    }
}
