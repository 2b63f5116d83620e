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
        text.append(result.edges()).append(" edges between ").append(features(result));
        text.append(" features over ").append(result.rows()).append(" rows; ");
        text.append(result.nullEdges()).append(" after permuting documents.");
        if (result.betweenSets() != null) {
            text.append(String.format(
                    Locale.ROOT,
                    "%nOf the %s inside layers %s join features of different SAEs.",
                    result.within(),
                    result.betweenSets()));
        }
        if (result.levels() != null) {
            levels(text, result.levels());
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
                ? Long.toString(result.features())
                : searched + " of " + result.features();
    }

    private static void levels(StringBuilder text, List<CorrelateResult.Level> levels) {
        text.append(String.format(
                Locale.ROOT,
                "%n%n%8s %14s %14s %20s %14s%n",
                "above",
                "within",
                "across",
                "permuted: within",
                "across"));
        for (CorrelateResult.Level level : levels) {
            text.append(String.format(
                    Locale.ROOT,
                    "%8s %,14d %,14d %,20d %,14d%n",
                    plain(level.above()),
                    level.within(),
                    level.across(),
                    level.nullWithin(),
                    level.nullAcross()));
        }
    }

    private static String plain(double value) {
        return new BigDecimal(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }
}
