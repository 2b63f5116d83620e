package dev.steergraph.ingest.correlate.report;

import dev.steergraph.core.table.EdgeDetails;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.ingest.correlate.statistics.CorrelationResult;
import dev.steergraph.ingest.correlate.statistics.EdgeInterval;
import dev.steergraph.ingest.correlate.statistics.StrongestEdges;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The part of the {@link Report} about single pairs: the strongest, and of those the least certain. */
final class ReportPairs {

    private static final int STRONGEST = 20;
    private static final int WIDEST = 10;

    private final CorrelationResult result;

    ReportPairs(CorrelationResult result) {
        this.result = result;
    }

    void add(Html page) {
        page.heading("Strongest pairs");
        int[] strongest = StrongestEdges.of(result.edges(), STRONGEST);
        if (result.parameters().extras().resamples() == 0) {
            page.quiet("Without intervals of r (--bootstrap).");
            table(page, strongest, Map.of());
            return;
        }
        Map<Integer, EdgeInterval> intervals = new HashMap<>();
        result.intervals().forEach(interval -> intervals.put(interval.edge(), interval));
        page.paragraph("Intervals hold r in 95 of 100 resamples of whole documents ("
                + Html.number(result.parameters().extras().resamples()) + " resamples, the "
                + Html.number(intervals.size()) + " strongest pairs).");
        table(page, strongest, intervals);
        page.heading("Least certain of the strong pairs");
        page.paragraph("The widest intervals: pairs that owe their r to few documents.");
        int[] widest = result.intervals().stream()
                .filter(interval -> !Double.isNaN(interval.low()))
                .sorted(Comparator.comparingDouble((EdgeInterval i) -> i.low() - i.high())
                        .thenComparingInt(EdgeInterval::edge))
                .limit(WIDEST)
                .mapToInt(EdgeInterval::edge)
                .toArray();
        table(page, widest, intervals);
    }

    /** @param intervals by edge; none if there are none of any */
    private void table(Html page, int[] shown, Map<Integer, EdgeInterval> intervals) {
        List<String> head = new ArrayList<>(List.of("<source", "<target", "r"));
        head.addAll(intervals.isEmpty() ? List.of() : List.of("95% interval", "<from −1 to 1"));
        head.addAll(List.of("rows together", "documents", "MI, bits"));
        result.details().ifPresent(details -> {
            head.addAll(List.of("MI, " + details.bins() + " bins", "P(s|t)", "P(t|s)", "lift"));
            head.addAll(details.cosine().length > 0 ? List.of("decoder cosine") : List.of());
        });
        page.beginTable("", head);
        EdgeList edges = result.edges();
        for (int e : shown) {
            List<String> cells = new ArrayList<>();
            cells.add("<td class=\"text\">" + edges.targetLayer()[e] + ":" + edges.targetIndex()[e] + "</td>");
            cells.add("<td class=\"" + sign(edges.r()[e]) + "\">" + Html.signed(edges.r()[e]) + "</td>");
            if (intervals.containsKey(e)) {
                EdgeInterval interval = intervals.get(e);
                cells.add(Html.signed(interval.low()) + " to " + Html.signed(interval.high()));
                cells.add("<td class=\"text\">" + drawn(edges.r()[e], interval) + "</td>");
            } else if (!intervals.isEmpty()) {
                cells.addAll(List.of("–", "<td class=\"none\"></td>"));
            }
            cells.add(Html.number(edges.n11()[e]));
            cells.add(Html.number(edges.documents()[e]));
            cells.add(String.format(Locale.ROOT, "%.4f", edges.mi()[e]));
            result.details().ifPresent(details -> details(cells, details, e));
            page.row(false, edges.sourceLayer()[e] + ":" + edges.sourceIndex()[e], cells);
        }
        page.endTable();
    }

    private static String sign(double r) {
        return r < 0 ? "minus" : "plus";
    }

    private static void details(List<String> cells, EdgeDetails details, int e) {
        cells.add(String.format(Locale.ROOT, "%.4f", details.mi()[e]));
        cells.add(String.format(Locale.ROOT, "%.3f", details.sourceGivenTarget()[e]));
        cells.add(String.format(Locale.ROOT, "%.3f", details.targetGivenSource()[e]));
        cells.add(String.format(Locale.ROOT, "%,.1f", details.lift()[e]));
        if (details.cosine().length > 0) {
            cells.add(Html.signed(details.cosine()[e]));
        }
    }

    private static String drawn(double r, EdgeInterval interval) {
        if (Double.isNaN(interval.low())) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "<svg viewBox=\"-1.06 -0.1 2.12 0.2\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
                        + "<path class=\"axis\" vector-effect=\"non-scaling-stroke\" d=\"M-1 0H1M0 -0.08V0.08\"/>"
                        + "<path class=\"interval %s\" vector-effect=\"non-scaling-stroke\" d=\"M%.4f 0H%.4f\"/>"
                        + "<path class=\"%s\" vector-effect=\"non-scaling-stroke\" stroke-width=\"2\" d=\"M%.4f -0.07V0.07\"/></svg>",
                sign(r),
                interval.low(),
                interval.high(),
                sign(r),
                r);
    }
}
