package dev.steergraph.web.api.pair;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.steergraph.web.api.run.Fingerprint;
import dev.steergraph.web.api.run.Run;
import dev.steergraph.web.api.run.Sign;
import dev.steergraph.web.graph.Arguments;
import dev.steergraph.web.graph.Graph;
import java.util.Optional;

/**
 * How many pairs correlate. Counting looks at every correlation of a run, so a count is cached until the run is loaded again.
 */
public final class PairCounts {

    private static final int MAX_CACHED = 500;

    private record CacheKey(Fingerprint fingerprint, Run run, Optional<Integer> la, Optional<Integer> lb) {}

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

    /** Those between any two layers. */
    long of(Run run, Sign sign) {
        return of(run, sign, Optional.empty(), Optional.empty());
    }

    /** Those between these two layers, of which either may be any. */
    long of(Run run, Sign sign, Optional<Integer> la, Optional<Integer> lb) {
        return cache.get(new CacheKey(Fingerprint.of(graph, run), run, la, lb), key -> count(run, la, lb))
                .of(sign);
    }

    private Counts count(Run run, Optional<Integer> la, Optional<Integer> lb) {
        return graph.row(
                        "pairs-total",
                        Arguments.of("run", run.id()).with("la", la).with("lb", lb),
                        Counts.class)
                .orElseThrow();
    }
}
