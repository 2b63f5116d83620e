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
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The part of the {@link Report} about single pairs: the strongest, and of those the least certain. */
final class ReportPairs {

    private static final int STRONGEST = 20;
    private static final int WIDEST = 10;

    private final CorrelationResult result;
    private final Map<Integer, EdgeInterval> intervals = new HashMap<>();

    ReportPairs(CorrelationResult result) {
        this.result = result;
        result.intervals().forEach(interval -> intervals.put(interval.edge(), interval));
    }

    boolean wereResampled() {
        return result.parameters().extras().resamples() > 0;
    }

    boolean hasIntervals() {
        return !intervals.isEmpty();
    }

    String resamples() {
        return "Intervals hold r in 95 of 100 resamples of whole documents ("
                + Numbers.whole(result.parameters().extras().resamples()) + " resamples, the "
                + Numbers.whole(intervals.size()) + " strongest pairs).";
    }

    /** Titles of the columns of the edges' details; none without them. */
    List<String> detailTitles() {
        return result.details().map(ReportPairs::titles).orElse(List.of());
    }

    private static List<String> titles(EdgeDetails details) {
        List<String> titles = new ArrayList<>(List.of("MI, " + details.bins() + " bins", "P(s|t)", "P(t|s)", "lift"));
        titles.addAll(details.cosine().length > 0 ? List.of("decoder cosine") : List.of());
        return titles;
    }

    /**
     * A pair of the table.
     *
     * @param interval none if the pair was not resampled
     */
    record Row(
            String source,
            String target,
            double r,
            @Nullable EdgeInterval interval,
            String coactivations,
            String documents,
            String mi,
            List<String> details) {

        /** The class of what is drawn. */
        String sign() {
            return r < 0 ? "minus" : "plus";
        }

        boolean isDrawn() {
            return interval != null && !Double.isNaN(interval.low());
        }
    }

    List<Row> strongest() {
        return rows(IntStream.of(StrongestEdges.of(result.edges(), STRONGEST)));
    }

    /** Those with the widest intervals. */
    List<Row> widest() {
        return rows(result.intervals().stream()
                .filter(interval -> !Double.isNaN(interval.low()))
                .sorted(Comparator.comparingDouble((EdgeInterval i) -> i.low() - i.high())
                        .thenComparingInt(EdgeInterval::edge))
                .limit(WIDEST)
                .mapToInt(EdgeInterval::edge));
    }

    private List<Row> rows(IntStream numbers) {
        EdgeList edges = result.edges();
        return numbers.mapToObj(e -> new Row(
                        edges.space().address(edges.source()[e]).toString(),
                        edges.space().address(edges.target()[e]).toString(),
                        edges.r()[e],
                        intervals.get(e),
                        Numbers.whole(edges.coactivations()[e]),
                        Numbers.whole(edges.documents()[e]),
                        Numbers.fixed(4, edges.mi()[e]),
                        result.details().map(details -> details(details, e)).orElse(List.of())))
                .toList();
    }

    private static List<String> details(EdgeDetails details, int e) {
        List<String> cells = new ArrayList<>(List.of(
                Numbers.fixed(4, details.mi()[e]),
                Numbers.fixed(3, details.sourceGivenTarget()[e]),
                Numbers.fixed(3, details.targetGivenSource()[e]),
                Numbers.fixed(1, details.lift()[e])));
        if (details.cosine().length > 0) {
            cells.add(Numbers.signed(details.cosine()[e]));
        }
        return cells;
    }
}
