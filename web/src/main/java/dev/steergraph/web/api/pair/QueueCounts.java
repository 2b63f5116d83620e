package dev.steergraph.web.api.pair;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.steergraph.web.api.run.Fingerprint;
import dev.steergraph.web.api.run.Run;
import dev.steergraph.web.graph.Graph;

/** How many pairs are left to judge. All of them are counted once until the run is loaded again; the judged ones are few. */
final class QueueCounts {

    private static final int MAX_CACHED = 500;

    private record CacheKey(Fingerprint fingerprint, Run run, QueueFilter filter) {}

    private record Total(long total) {}

    private record Judged(long judged) {}

    private final Graph graph;
    private final Cache<CacheKey, Long> cache =
            Caffeine.newBuilder().maximumSize(MAX_CACHED).build();

    QueueCounts(Graph graph) {
        this.graph = graph;
    }

    long left(Run run, QueueFilter filter) {
        long total = cache.get(new CacheKey(Fingerprint.of(graph, run), run, filter), key -> total(run, filter));
        return total
                - graph.row("review-judged", filter.of(run), Judged.class)
                        .orElseThrow()
                        .judged();
    }

    private long total(Run run, QueueFilter filter) {
        return graph.row("review-total", filter.of(run), Total.class)
                .orElseThrow()
                .total();
    }
}
