package dev.steergraph.ingest.sae.training;

import dev.steergraph.ingest.sae.Vectors;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Gradients of the weights. Only active entries have any, so the work is that of k rows instead of d_sae.
 *
 * <p>Letters: B rows, F = d_sae, d = d_in.
 */
final class Gradients {

    private final Workers workers;
    private final SaeWeights weights;
    final float[] encoder;
    final float[] decoder;
    final float[] encoderBias;
    final float[] decoderBias;

    Gradients(Workers workers, SaeWeights weights) {
        this.workers = workers;
        this.weights = weights;
        encoder = new float[weights.encoder().length];
        decoder = new float[weights.decoder().length];
        encoderBias = new float[weights.dSae()];
        decoderBias = new float[weights.dIn()];
    }

    void clear() {
        workers.split(weights.dSae(), (from, to) -> {
            Arrays.fill(encoder, from * weights.dIn(), to * weights.dIn(), 0);
            Arrays.fill(decoder, from * weights.dIn(), to * weights.dIn(), 0);
            Arrays.fill(encoderBias, from, to, 0);
        });
        Arrays.fill(decoderBias, 0);
    }

    /**
     * Adds the gradients of scale/2 · Σ‖error‖², error being decode(codes) minus its target, through codes, both matrices
     * and the encoder bias. Inputs count as fixed; {@link #addDecoderBias} adds what b_dec gets.
     *
     * @param inputs float[B·d], scaled activations
     * @param errorsOf float[B·d] that a feature learns from
     * @param observer sees every entry
     */
    void add(SparseBatch batch, float[] inputs, IntFunction<float[]> errorsOf, float scale, EntryObserver observer) {
        int d = weights.dIn();
        SparseBatch.ByFeature columns = batch.byFeature(weights.dSae());
        workers.split(weights.dSae(), (from, to) -> {
            float[] sumErrors = new float[d];
            for (int f = from; f < to; f++) {
                int at = f * d;
                float[] errors = errorsOf.apply(f);
                Arrays.fill(sumErrors, 0);
                float bias = 0;
                for (int e = columns.start()[f]; e < columns.start()[f + 1]; e++) {
                    int row = columns.rows()[e] * d;
                    float code = batch.values()[columns.entries()[e]];
                    float upstream = scale * Vectors.dot(errors, row, weights.decoder(), at, d);
                    observer.observe(f, code, upstream);
                    if (code == 0) {
                        continue;
                    }
                    Vectors.axpy(scale * code, errors, row, sumErrors, 0, d);
                    Vectors.axpy(upstream, inputs, row, encoder, at, d);
                    bias += upstream;
                }
                if (columns.start()[f] < columns.start()[f + 1]) {
                    // Inputs were not centred above; b_dec is taken off once for the sum of all rows.
                    Vectors.axpy(-bias, weights.decoderBias(), 0, encoder, at, d);
                    encoderBias[f] += bias;
                    // Decoder rows keep unit length, so only the part at right angles moves them.
                    float parallel = Vectors.dot(sumErrors, 0, weights.decoder(), at, d);
                    Vectors.axpy(-parallel, weights.decoder(), at, sumErrors, 0, d);
                    Vectors.axpy(1, sumErrors, 0, decoder, at, d);
                }
            }
        });
    }

    /** b_dec is added to the output and subtracted from the input. */
    void addDecoderBias(float[] errors, int rows, float scale) {
        int d = weights.dIn();
        for (int r = 0; r < rows; r++) {
            Vectors.axpy(scale, errors, r * d, decoderBias, 0, d);
        }
        for (int f = 0; f < weights.dSae(); f++) {
            if (encoderBias[f] != 0) {
                Vectors.axpy(-encoderBias[f], weights.encoder(), f * d, decoderBias, 0, d);
            }
        }
    }

    /** Length of all gradients as one vector; summed feature by feature in a fixed order. */
    double norm() {
        int d = weights.dIn();
        double[] squares = new double[weights.dSae()];
        workers.split(weights.dSae(), (from, to) -> {
            for (int f = from; f < to; f++) {
                squares[f] = (double) Vectors.dot(encoder, f * d, encoder, f * d, d)
                        + Vectors.dot(decoder, f * d, decoder, f * d, d)
                        + encoderBias[f] * encoderBias[f];
            }
        });
        double sum = Vectors.dot(decoderBias, 0, decoderBias, 0, d);
        for (double square : squares) {
            sum += square;
        }
        return Math.sqrt(sum);
    }
}
