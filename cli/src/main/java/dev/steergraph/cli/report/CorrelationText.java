package dev.steergraph.cli.report;

import dev.steergraph.core.stage.CorrelateResult;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What {@code correlate} found, for the terminal. */
public final class CorrelationText {

    private CorrelationText() {}

    public static String of(CorrelateResult result, Path folder) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%,d edges between %s features over %,d rows; %s.",
                result.edges(),
                features(result),
                result.rows(),
                Permuted.text(result.nullEdges())));
        if (result.betweenSets() != null) {
            text.append(String.format(
                    Locale.ROOT,
                    "%nOf the %s inside layers %s join features of different SAEs.",
                    result.within(),
                    result.betweenSets()));
        }
        if (result.levels() != null) {
            levels(text, result.levels(), !result.nullEdges().isEmpty());
        }
        List<Long> halves = result.halfEdges();
        if (halves != null) {
            text.append(String.format(
                    Locale.ROOT,
                    "%nSplit half of the documents: %s and %s edges, %s in both (Jaccard %.3f).%n",
                    halves.get(0),
                    halves.get(1),
                    halves.get(2),
                    result.halfJaccard()));
        }
        return text.append(String.format("%nFiles are in %s; report.html shows them.", folder))
                .toString();
    }

    private static String features(CorrelateResult result) {
        Long searched = result.searched();
        return searched == null || searched == result.features()
                ? String.format(Locale.ROOT, "%,d", result.features())
                : String.format(Locale.ROOT, "%,d of %,d", searched, result.features());
    }

    private static void levels(StringBuilder text, List<CorrelateResult.Level> levels, boolean permuted) {
        text.append(String.format(Locale.ROOT, "%n%n%8s %14s %14s", "above", "within", "across"));
        text.append(permuted ? String.format(Locale.ROOT, " %20s %14s", "permuted: within", "across") : "");
        text.append(System.lineSeparator());
        for (CorrelateResult.Level level : levels) {
            text.append(String.format(
                    Locale.ROOT, "%8s %,14d %,14d", plain(level.above()), level.within(), level.across()));
            text.append(
                    permuted ? String.format(Locale.ROOT, " %,20d %,14d", level.nullWithin(), level.nullAcross()) : "");
            text.append(System.lineSeparator());
        }
    }

    private static String plain(double value) {
        return new BigDecimal(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }
}
