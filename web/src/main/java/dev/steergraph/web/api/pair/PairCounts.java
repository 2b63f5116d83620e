package dev.steergraph.web.api.pair;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.steergraph.web.api.run.Fingerprint;
import dev.steergraph.web.api.run.Run;
import dev.steergraph.web.api.run.Sign;
import dev.steergraph.web.graph.Graph;

/**
 * How many pairs correlate. Counting looks at every correlation of a run, so a count is cached until the run is loaded again.
 */
public final class PairCounts {

    private static final int MAX_CACHED = 500;

    private record CacheKey(Fingerprint fingerprint, Run run, Places places) {}

    private record Counts(long both, long positive) {

        long of(Sign sign) {
            return switch (sign) {
                case ANY -> both;
                case POSITIVE -> positive;
                case NEGATIVE -> both - positive;
            };
        }
    }

    private final Graph graph;
    private final Cache<CacheKey, Counts> cache =
            Caffeine.newBuilder().maximumSize(MAX_CACHED).build();

    public PairCounts(Graph graph) {
        this.graph = graph;
    }

    long of(Run run, Sign sign, Places places) {
        return cache.get(new CacheKey(Fingerprint.of(graph, run), run, places), key -> count(run, places))
                .of(sign);
    }

    private Counts count(Run run, Places places) {
        return graph.row("pairs-total", places.of(run), Counts.class).orElseThrow();
    }
}
