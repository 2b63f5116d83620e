package dev.steergraph.ingest.correlate.pair;

import dev.steergraph.ingest.correlate.activation.ActivationChunk;
import dev.steergraph.ingest.correlate.activation.ChunkedActivations;
import dev.steergraph.ingest.correlate.activation.FeatureColumns;
import dev.steergraph.ingest.correlate.activation.FeatureMoments;
import dev.steergraph.ingest.correlate.activation.Scratch;
import dev.steergraph.ingest.correlate.activation.Workers;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** {@link PairCorrelations} over rows of which one chunk at a time is in memory; sums are added in the order of chunks. */
public final class ChunkedCorrelations {

    private final ChunkedActivations chunks;
    private final FeatureMoments moments;
    private final EdgePairs pairs;
    private final int threads;

    /** [pairs] sum over the rows where the target fires of the products of deviations. */
    private final double[] products;

    /** [pairs] sum of the source's deviations there. */
    private final double[] deviations;

    private ChunkedCorrelations(ChunkedActivations chunks, FeatureMoments moments, EdgePairs pairs, int threads) {
        this.chunks = chunks;
        this.moments = moments;
        this.pairs = pairs;
        this.threads = threads;
        this.products = new double[pairs.size()];
        this.deviations = new double[pairs.size()];
    }

    /**
     * @param bytes for lists of activations at a time
     * @return [pairs] r; 0 where a feature does not vary
     */
    public static double[] of(
            ChunkedActivations chunks, FeatureMoments moments, EdgePairs pairs, long bytes, int threads) {
        ChunkedCorrelations all = new ChunkedCorrelations(chunks, moments, pairs, threads);
        List<EdgePairs.Group> together = new ArrayList<>();
        BitSet features = new BitSet();
        long used = 0;
        for (EdgePairs.Group group : pairs.groups()) {
            long more = all.bytes(group, features);
            if (used + more > bytes && !together.isEmpty()) {
                all.add(together, features);
                together.clear();
                features.clear();
                used = 0;
                more = all.bytes(group, features);
            }
            used += more;
            together.add(group);
            features.set(group.source());
            features.or(all.targets(group));
        }
        all.add(together, features);
        return all.correlations();
    }

    private BitSet targets(EdgePairs.Group group) {
        BitSet targets = new BitSet();
        for (int p = group.from(); p < group.to(); p++) {
            targets.set(pairs.target()[p]);
        }
        return targets;
    }

    /** What further features take in the longest chunk, about. */
    private long bytes(EdgePairs.Group group, BitSet known) {
        BitSet further = targets(group);
        further.set(group.source());
        further.andNot(known);
        double share = (double) chunks.longest() / Math.max(1, chunks.rows());
        return (long) (further.stream().mapToDouble(f -> moments.active()[f]).sum() * share * Long.BYTES);
    }

    private void add(List<EdgePairs.Group> groups, BitSet features) {
        int[] needed = features.stream().toArray();
        int[] place = new int[moments.active().length];
        for (int k = 0; k < needed.length; k++) {
            place[needed[k]] = k;
        }
        for (int c = 0; c < chunks.chunks(); c++) {
            ActivationChunk chunk = chunks.chunk(c);
            long[][] lists = chunk.rows() == 0 ? new long[needed.length][0] : chunk.lists(needed);
            Workers.run(
                    groups,
                    threads,
                    (group, scratch) -> {
                        add(group, chunk.rows(), lists, place, scratch);
                        return group;
                    },
                    group -> {});
        }
    }

    private void add(EdgePairs.Group group, int rows, long[][] lists, int[] place, Scratch scratch) {
        float[] column = scratch.column(rows);
        long[] own = lists[place[group.source()]];
        double mx = moments.mean()[group.source()];
        FeatureColumns.spread(own, column);
        for (int p = group.from(); p < group.to(); p++) {
            double my = moments.mean()[pairs.target()[p]];
            double product = 0;
            double deviation = 0;
            for (long activation : lists[place[pairs.target()[p]]]) {
                double dx = column[FeatureColumns.row(activation)] - mx;
                product += dx * (FeatureColumns.value(activation) - my);
                deviation += dx;
            }
            products[p] += product;
            deviations[p] += deviation;
        }
        FeatureColumns.clear(own, column);
    }

    private double[] correlations() {
        double[] r = new double[pairs.size()];
        for (int p = 0; p < r.length; p++) {
            int f = pairs.source()[p];
            int g = pairs.target()[p];
            if (moments.varies(f) && moments.varies(g)) {
                double covariance = products[p] + moments.mean()[g] * deviations[p];
                double exact = covariance / Math.sqrt(moments.centred()[f]) / Math.sqrt(moments.centred()[g]);
                r[p] = Math.max(-1, Math.min(1, exact));
            }
        }
        return r;
    }
}
