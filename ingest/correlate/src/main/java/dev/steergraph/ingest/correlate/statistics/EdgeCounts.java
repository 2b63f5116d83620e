package dev.steergraph.ingest.correlate.statistics;

import dev.steergraph.core.table.EdgeList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many edges lie within each layer and across each pair of layers.
 *
 * @param pairs ascending by source layer, then target layer; every pair of the given layers is listed, also with no edge
 */
public record EdgeCounts(List<PairCount> pairs) {

    /**
     * @param sourceLayer lower layer
     * @param targetLayer higher layer, or the same
     * @param edges edges between them
     */
    public record PairCount(int sourceLayer, int targetLayer, long edges) {}

    /** Counts the edges of a list between the given layers. */
    static EdgeCounts of(EdgeList edges, int[] layers) {
        Map<Long, Long> counts = new TreeMap<>();
        for (int a : layers) {
            for (int b : layers) {
                if (a <= b) {
                    counts.put(key(a, b), 0L);
                }
            }
        }
        for (int e = 0; e < edges.size(); e++) {
            counts.merge(key(edges.sourceLayer()[e], edges.targetLayer()[e]), 1L, Long::sum);
        }
        List<PairCount> pairs = new ArrayList<>();
        counts.forEach((k, n) -> pairs.add(new PairCount((int) (k >> 32), (int) (long) k, n)));
        return new EdgeCounts(List.copyOf(pairs));
    }

    private static long key(int a, int b) {
        return ((long) a << 32) | b;
    }

    /** Edges whose ends share a layer. */
    public long within() {
        return pairs.stream()
                .filter(p -> p.sourceLayer() == p.targetLayer())
                .mapToLong(PairCount::edges)
                .sum();
    }

    /** Edges between different layers. */
    public long across() {
        return total() - within();
    }

    /** All edges. */
    public long total() {
        return pairs.stream().mapToLong(PairCount::edges).sum();
    }
}
