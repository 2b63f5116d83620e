package dev.steergraph.cli.report;

import dev.steergraph.ingest.extract.evaluate.EvaluateSae.CrossEntropy;
import dev.steergraph.ingest.extract.evaluate.EvaluateSae.Result;
import dev.steergraph.ingest.sae.Evaluation;
import java.util.List;
import java.util.Locale;

/** How well SAEs reconstruct, one line each, for the terminal. */
public final class EvaluationTable {

    private EvaluationTable() {}

    public static String of(List<Result> results) {
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
            Evaluation all = result.withOutliers();
            if (found != null && all != null) {
                table.append(String.format(
                        Locale.ROOT,
                        "  with %,d outliers %13s %8.1f %9.4f %7.2f%% %8.4f%n",
                        all.rows() - found.rows(),
                        "",
                        all.l0(),
                        all.explainedVariance(),
                        100 * all.silentFraction(),
                        all.reconstructionBias()));
            }
        }
        return table.toString().stripTrailing();
    }
}
