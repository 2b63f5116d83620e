package dev.steergraph.cli.report;

import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;

/** What the search found on permuted documents, in words. */
final class Permuted {

    private Permuted() {}

    /** @param edges of each repetition */
    static String text(List<Long> edges) {
        if (edges.isEmpty()) {
            return "documents were not permuted";
        }
        LongSummaryStatistics found = edges.stream().mapToLong(Long::longValue).summaryStatistics();
        return String.format(
                Locale.ROOT,
                "%s after permuting documents%s",
                found.getMin() == found.getMax()
                        ? String.format(Locale.ROOT, "%,d", found.getMin())
                        : String.format(Locale.ROOT, "%,d to %,d", found.getMin(), found.getMax()),
                edges.size() == 1 ? "" : ", " + edges.size() + " times");
    }
}
