package dev.steergraph.ingest.sae.training;

import dev.steergraph.ingest.sae.Vectors;
import java.util.Arrays;

/**
 * Errors x̂ − x of a batch. A Matryoshka SAE has one for each prefix of its features; a feature learns from the mean of
 * those that it has a part in.
 *
 * @see <a href="https://arxiv.org/abs/2503.17547">Matryoshka SAEs</a>
 */
final class Reconstruction {

    private final Workers workers;
    private final SaeWeights weights;
    private final int[] ends;
    private final float[][] errors;

    /** @param ends of the prefixes, ascending, the last one d_sae */
    Reconstruction(Workers workers, SaeWeights weights, int batch, int... ends) {
        this.workers = workers;
        this.weights = weights;
        this.ends = ends.clone();
        errors = new float[ends.length + (ends.length > 1 ? 1 : 0)][batch * weights.dIn()];
    }

    /** Nested widths, each twice the one before: d_sae/16 and so on. */
    static int[] nested(int dSae) {
        return new int[] {
            Math.max(1, dSae / 16), Math.max(1, dSae / 8), Math.max(1, dSae / 4), Math.max(1, dSae / 2), dSae
        };
    }

    /** Of all features. float[B·d] */
    float[] full() {
        return errors[errors.length - 1];
    }

    /** What a feature learns from. float[B·d] */
    float[] of(int feature) {
        if (ends.length == 1) {
            return errors[0];
        }
        int at = Arrays.binarySearch(ends, feature + 1);
        return errors[at >= 0 ? at : -at - 1];
    }

    /** What b_dec learns from: the mean over all prefixes. float[B·d] */
    float[] shared() {
        return errors[0];
    }

    void compute(SparseBatch codes, float[] inputs) {
        workers.split(codes.rows(), (from, to) -> {
            for (int row = from; row < to; row++) {
                compute(codes, inputs, row);
            }
        });
    }

    private void compute(SparseBatch codes, float[] inputs, int row) {
        int d = weights.dIn();
        int at = row * d;
        float[] sum = full();
        for (int i = 0; i < d; i++) {
            sum[at + i] = weights.decoderBias()[i] - inputs[at + i];
        }
        int prefix = 0;
        for (int e = codes.indptr()[row]; e < codes.indptr()[row + 1]; e++) {
            int feature = codes.features()[e];
            while (feature >= ends[prefix]) {
                System.arraycopy(sum, at, errors[prefix++], at, d);
            }
            if (codes.values()[e] != 0) {
                Vectors.axpy(codes.values()[e], weights.decoder(), feature * d, sum, at, d);
            }
        }
        if (ends.length > 1) {
            while (prefix < ends.length) {
                System.arraycopy(sum, at, errors[prefix++], at, d);
            }
            // From the widest down: the sum of the errors of all prefixes that a feature is in.
            for (int p = ends.length - 2; p >= 0; p--) {
                Vectors.axpy(1, errors[p + 1], at, errors[p], at, d);
            }
            for (int p = 0; p < ends.length; p++) {
                for (int i = 0; i < d; i++) {
                    errors[p][at + i] /= ends.length;
                }
            }
        }
    }
}
