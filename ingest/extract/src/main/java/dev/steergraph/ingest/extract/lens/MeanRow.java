package dev.steergraph.ingest.extract.lens;

import ai.djl.ndarray.NDManager;
import dev.steergraph.ingest.model.block.Unembedding;
import java.util.stream.IntStream;

/** The mean over the vocabulary of W_U, with which a direction's mean logit is one product. */
final class MeanRow {

    /** Rows read at a time. */
    private static final int ROWS = 1 << 12;

    private MeanRow() {}

    /** double[d], summed in the order of the tokens */
    static double[] of(Unembedding unembedding) {
        int vocabulary = unembedding.vocabulary();
        double[] sum = new double[0];
        for (int from = 0; from < vocabulary; from += ROWS) {
            int[] tokens =
                    IntStream.range(from, Math.min(vocabulary, from + ROWS)).toArray();
            try (NDManager scope = unembedding.manager().newSubManager()) {
                float[] rows = unembedding.rows(scope, tokens).toFloatArray();
                int d = rows.length / tokens.length;
                sum = sum.length == 0 ? new double[d] : sum;
                for (int i = 0; i < rows.length; i++) {
                    sum[i % d] += rows[i];
                }
            }
        }
        for (int k = 0; k < sum.length; k++) {
            sum[k] /= vocabulary;
        }
        return sum;
    }
}
