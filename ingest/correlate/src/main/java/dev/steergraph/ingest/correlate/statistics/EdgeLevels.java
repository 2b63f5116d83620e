package dev.steergraph.ingest.correlate.statistics;

import dev.steergraph.core.table.EdgeList;
import dev.steergraph.core.table.EdgeWeight;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Numbers of edges at the threshold and at higher ones, by class. Compared with those of a permuted run they show
 * which threshold to trust.
 *
 * @param levels ascending; the first has all edges
 */
public record EdgeLevels(List<Level> levels) {

    /**
     * @param above the edges counted have |r|, or bits of mutual information, above this
     * @param withinPositive edges inside a layer with r above 0
     * @param withinNegative edges inside a layer with r below 0
     * @param acrossPositive edges between layers with r above 0
     * @param acrossNegative edges between layers with r below 0
     */
    public record Level(
            double above, long withinPositive, long withinNegative, long acrossPositive, long acrossNegative) {

        public long within() {
            return withinPositive + withinNegative;
        }

        public long across() {
            return acrossPositive + acrossNegative;
        }

        public long total() {
            return within() + across();
        }
    }

    static EdgeLevels of(EdgeList edges, CorrelationParameters parameters) {
        double[] above = above(parameters);
        long[][] counts = new long[above.length][4];
        for (int e = 0; e < edges.size(); e++) {
            double value = parameters.byInformation() ? edges.mi()[e] : EdgeWeight.absR(edges.r()[e]);
            int kind = (edges.sourceLayer(e) == edges.targetLayer(e) ? 0 : 2)
                    + (EdgeWeight.sign(edges.r()[e]) < 0 ? 1 : 0);
            for (int k = 0; k < above.length && value > above[k]; k++) {
                counts[k][kind]++;
            }
        }
        List<Level> levels = new ArrayList<>();
        for (int k = 0; k < above.length; k++) {
            long[] n = counts[k];
            levels.add(new Level(above[k], n[0], n[1], n[2], n[3]));
        }
        return new EdgeLevels(List.copyOf(levels));
    }

    /** The threshold and the tenths above it; of bits, the minimum and its doublings. */
    private static double[] above(CorrelationParameters parameters) {
        if (parameters.byInformation()) {
            return DoubleStream.iterate(parameters.minMi(), bits -> bits < 1, bits -> 2 * bits)
                    .limit(10)
                    .toArray();
        }
        double threshold = parameters.threshold();
        DoubleStream tenths = DoubleStream.iterate(1, k -> k < 10, k -> k + 1)
                .map(k -> k / 10)
                .filter(t -> t > threshold + 1e-9);
        return DoubleStream.concat(DoubleStream.of(threshold), tenths).toArray();
    }
}
