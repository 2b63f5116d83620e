package dev.steergraph.ingest.correlate.kernel;

import dev.steergraph.ingest.correlate.activation.ActivationChunk;
import dev.steergraph.ingest.correlate.activation.ChunkMoments;
import dev.steergraph.ingest.correlate.activation.ChunkedActivations;
import dev.steergraph.ingest.correlate.activation.FeatureMoments;
import dev.steergraph.ingest.correlate.activation.SearchLimits;
import dev.steergraph.ingest.correlate.activation.Workers;
import dev.steergraph.ingest.correlate.pair.JointActivation;
import dev.steergraph.ingest.correlate.pair.PairData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Decides pairs exactly, from chunk after chunk of the rows. Pairs are collected first, as each decision takes a pass over
 * all rows; as many are decided together as there is memory for the lists of their features.
 */
final class PairDecisions {

    private final ChunkedActivations chunks;
    private final PairData data;
    private final PairOrder order;
    private final FeatureMoments moments;
    private final CorrelationParameters parameters;
    private final double threshold;
    private final SearchLimits limits;
    private final List<PairSums> open = new ArrayList<>();
    private final List<EdgeBuffer> found = new ArrayList<>();
    private long pairs;

    PairDecisions(
            ChunkedActivations chunks,
            PairData data,
            PairOrder order,
            FeatureMoments moments,
            CorrelationParameters parameters,
            double threshold,
            SearchLimits limits) {
        this.chunks = chunks;
        this.data = data;
        this.order = order;
        this.moments = moments;
        this.parameters = parameters;
        this.threshold = threshold;
        this.limits = limits;
    }

    void add(PairSums sums) {
        open.add(sums);
        pairs += sums.partners().length;
        if (pairs > limits.pairs()) {
            decide();
        }
    }

    List<EdgeBuffer> found() {
        return found;
    }

    void decide() {
        List<PairSums> together = new ArrayList<>();
        BitSet features = new BitSet();
        long bytes = 0;
        for (PairSums sums : open) {
            long more = bytes(sums, features);
            if (bytes + more > limits.lists() && !together.isEmpty()) {
                decide(together, features);
                together.clear();
                features.clear();
                bytes = 0;
                more = bytes(sums, features);
            }
            bytes += more;
            together.add(sums);
            features.set(sums.feature());
            Arrays.stream(sums.partners()).forEach(features::set);
        }
        if (!together.isEmpty()) {
            decide(together, features);
        }
        open.clear();
        pairs = 0;
    }

    /** What further features take in the longest chunk, about. */
    private long bytes(PairSums sums, BitSet known) {
        double share = (double) chunks.longest() / Math.max(1, data.rows());
        double activations = known.get(sums.feature()) ? 0 : size(sums.feature());
        for (int partner : sums.partners()) {
            activations += known.get(partner) ? 0 : size(partner);
        }
        return (long) (activations * share * Long.BYTES);
    }

    /** Rows of dense features are bits, those of sparse ones lists. */
    private double size(int feature) {
        return feature < data.sparse() ? data.active()[feature] : data.rows() / 64.0;
    }

    private void decide(List<PairSums> sums, BitSet features) {
        int[] sparse = features.stream().filter(k -> k < data.sparse()).toArray();
        int[] dense = features.stream().filter(k -> k >= data.sparse()).toArray();
        boolean each = parameters.support() == MinDocumentSupport.EACH_IF_NEGATIVE;
        long[] documents = new long[each ? data.features().length : 0];
        for (int c = 0; c < chunks.chunks(); c++) {
            ActivationChunk chunk = chunks.chunk(c);
            if (chunk.rows() == 0) {
                continue;
            }
            long[][] lists = lists(chunk, sparse);
            JointActivation joint = JointActivation.of(lists, bits(chunk, dense), chunk.document());
            Workers.run(
                    sums,
                    parameters.threads(),
                    (group, scratch) -> {
                        group.add(lists, joint, chunk.document(), scratch);
                        return group;
                    },
                    group -> {});
            if (each) {
                features.stream().forEach(k -> documents[k] += joint.documents(k));
            }
        }
        EdgeDecision decision = new EdgeDecision(data, moments, parameters, threshold, k -> documents[k]);
        EdgeBuffer edges = new EdgeBuffer();
        sums.forEach(group -> group.decide(decision, order, edges));
        found.add(edges);
    }

    /** [sparse] lists of some. */
    private long[][] lists(ActivationChunk chunk, int[] sparse) {
        long[][] wanted = chunk.lists(numbers(sparse));
        long[][] lists = new long[data.sparse()][];
        for (int k = 0; k < sparse.length; k++) {
            lists[sparse[k]] = wanted[k];
        }
        return lists;
    }

    /** [dense] rows of some. */
    private long[][] bits(ActivationChunk chunk, int[] dense) {
        long[][] bits = new long[data.dense().length][];
        for (int k : dense) {
            bits[k - data.sparse()] = JointActivation.noRows(chunk.rows());
        }
        for (int from = 0; from < chunk.rows() && dense.length > 0; from += ChunkMoments.DENSE_ROWS) {
            int to = Math.min(chunk.rows(), from + ChunkMoments.DENSE_ROWS);
            float[][] full = chunk.source(from, to).full(numbers(dense));
            for (int k = 0; k < dense.length; k++) {
                JointActivation.addRows(full[k], from, bits[dense[k] - data.sparse()]);
            }
        }
        return bits;
    }

    private int[] numbers(int[] local) {
        return IntStream.of(local).map(k -> data.features()[k]).toArray();
    }
}
