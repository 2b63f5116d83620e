package dev.steergraph.cli.report;

import dev.steergraph.core.stage.LabelsResult;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Labels and the features that go with them best, for the terminal. */
public final class LabelsText {

    private LabelsText() {}

    public static String of(LabelsResult result, double threshold, Path file) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%,d documents with %d labels, %,d features: %,d pairs with |r| above %s (%,d with permuted labels), in %s.",
                result.documents(),
                result.labels().size(),
                result.features(),
                result.edges(),
                threshold,
                result.nullEdges(),
                file));
        if (!result.leftOut().isEmpty()) {
            text.append(" Too few documents, or all, are ")
                    .append(String.join(", ", result.leftOut()))
                    .append('.');
        }
        text.append(String.format(
                Locale.ROOT,
                "%n%-24s %9s %6s  %-16s %6s %6s %6s %6s %6s",
                "label",
                "documents",
                "pairs",
                "best feature",
                "r",
                "half A",
                "half B",
                "AUROC",
                "share"));
        for (LabelsResult.Label label : result.labels()) {
            text.append(String.format(Locale.ROOT, "%n%-24s %9d %6d", label.name(), label.documents(), label.edges()));
            LabelsResult.Best best = label.best();
            if (best != null) {
                text.append(String.format(
                        Locale.ROOT,
                        "  %-16s %6.3f %6s %6s %6.3f %6.3f",
                        best.feature(),
                        best.r(),
                        number(best.firstHalf()),
                        number(best.secondHalf()),
                        best.auroc(),
                        best.share()));
            }
        }
        return text.toString();
    }

    private static String number(@Nullable Double r) {
        return r == null ? "-" : String.format(Locale.ROOT, "%.3f", r);
    }
}
