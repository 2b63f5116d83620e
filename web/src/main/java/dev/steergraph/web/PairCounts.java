package dev.steergraph.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many pairs correlate. Counting looks at every correlation of a run, so a count is kept until the run is loaded again. */
final class PairCounts {

    private static final int MOST = 500;

    private record Counts(long both, long positive) {

        long of(int sign) {
            return sign == 0 ? both : sign > 0 ? positive : both - positive;
        }
    }

    private final Graph graph;
    private final Cache<List<Object>, Counts> kept =
            Caffeine.newBuilder().maximumSize(MOST).build();

    PairCounts(Graph graph) {
        this.graph = graph;
    }

    /**
     * Those between layers, or of two layers.
     *
     * @param sign 1 or -1 for those of one sign only, 0 for both
     * @param la null for any, as {@code lb}
     */
    long of(Run run, int sign, Integer la, Integer lb) {
        Map<String, Object> fingerprint =
                graph.row("fingerprint", Map.of("run", run.id())).orElseThrow();
        return kept.get(Arrays.asList(fingerprint, run.id(), la, lb), any -> count(run, la, lb))
                .of(sign);
    }

    private Counts count(Run run, Integer la, Integer lb) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("run", run.id());
        parameters.put("la", la);
        parameters.put("lb", lb);
        Map<String, Object> row = graph.row("pairs-total", parameters).orElseThrow();
        return new Counts((Long) row.get("both"), (Long) row.get("positive"));
    }
}
