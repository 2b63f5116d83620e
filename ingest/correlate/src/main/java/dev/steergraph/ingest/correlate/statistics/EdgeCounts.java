package dev.steergraph.ingest.correlate.statistics;

import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.core.table.FeatureSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * How many edges lie within each set and across each pair of sets.
 *
 * @param sets ascending by the source's set, then the target's; every pair of the sets is listed, also with no edge
 */
public record EdgeCounts(List<PairCount> sets) {

    /**
     * @param source lower set
     * @param target higher set, or the same
     * @param edges edges between them
     */
    public record PairCount(FeatureSet source, FeatureSet target, long edges) {

        /** Whether both are of one layer. */
        boolean isWithin() {
            return source.layer() == target.layer();
        }
    }

    /**
     * @param source lower layer
     * @param target higher layer, or the same
     * @param edges edges between them
     */
    public record LayerCount(int source, int target, long edges) {}

    static EdgeCounts of(EdgeList edges) {
        FeatureSpace space = edges.space();
        int n = space.sets().size();
        long[][] counts = new long[n][n];
        for (int e = 0; e < edges.size(); e++) {
            counts[space.place(edges.source()[e])][space.place(edges.target()[e])]++;
        }
        List<PairCount> pairs = new ArrayList<>();
        for (int a = 0; a < n; a++) {
            for (int b = a; b < n; b++) {
                pairs.add(new PairCount(space.sets().get(a), space.sets().get(b), counts[a][b]));
            }
        }
        return new EdgeCounts(List.copyOf(pairs));
    }

    /** By layer: ascending by source, then target; every pair of the layers is listed. */
    public List<LayerCount> layers() {
        List<LayerCount> layers = new ArrayList<>();
        List<Integer> ascending =
                sets.stream().map(pair -> pair.source().layer()).distinct().toList();
        for (int a : ascending) {
            for (int b : ascending) {
                if (a <= b) {
                    layers.add(new LayerCount(
                            a,
                            b,
                            sum(pair ->
                                    pair.source().layer() == a && pair.target().layer() == b)));
                }
            }
        }
        return layers;
    }

    /** Edges whose ends share a layer. */
    public long within() {
        return sum(PairCount::isWithin);
    }

    /** Edges between different layers. */
    public long across() {
        return total() - within();
    }

    /** Edges whose ends share a layer, but not the set. */
    public long betweenSets() {
        return sum(pair -> pair.isWithin() && !pair.source().equals(pair.target()));
    }

    /** All edges. */
    public long total() {
        return sum(pair -> true);
    }

    private long sum(Predicate<PairCount> which) {
        return sets.stream().filter(which).mapToLong(PairCount::edges).sum();
    }
}
