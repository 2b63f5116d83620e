package dev.steergraph.ingest.sae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Random;

/**
 * Trains a BatchTopK sparse autoencoder: x̂ = f·W_dec + b_dec with f the k·B largest positive entries of
 * (x − b_dec)·W_enc + b_enc over a batch of B rows.
 *
 * <p>The one dense product, x·W_enc, is the engine's; all else touches the active entries only. For a seed the result is
 * the same whatever the number of threads outside the engine.
 *
 * <p>Letters: B rows, F = d_sae, d = d_in.
 *
 * @see <a href="https://arxiv.org/abs/2412.06410">BatchTopK Sparse Autoencoders</a>
 * @see <a href="https://arxiv.org/abs/2406.04093">the auxiliary loss and the learning rate</a>
 */
public final class BatchTopKTrainer implements AutoCloseable {

    private static final float AUXILIARY_WEIGHT = 1 / 32f;
    private static final double CLIP = 1.0;
    private static final double THRESHOLD_MEMORY = 0.99;
    /** A feature is dead after this share of the run without firing. */
    private static final double DEAD_AFTER = 0.05;

    private final TrainingParameters parameters;
    private final ActivationRows rows;
    private final int trainRows;
    private final Workers workers;
    private final float scale;
    private final SaeWeights weights;
    private final Gradients gradients;
    private final Adam encoderAdam;
    private final Adam decoderAdam;
    private final Adam encoderBiasAdam;
    private final Adam decoderBiasAdam;
    private final BatchTopK topK;
    private final DeadFeatures deadFeatures;
    private final Order order;
    private final float[] inputs;
    private final float[] errors;
    private double threshold;
    private double thresholdWeight;

    /**
     * @param rows activations; the first {@code trainRows} are trained on
     * @param trainRows the rest is held out
     */
    public BatchTopKTrainer(ActivationRows rows, int trainRows, TrainingParameters parameters) {
        this.parameters = parameters;
        this.rows = rows;
        this.trainRows = trainRows;
        workers = new Workers(parameters.threads());
        scale = Initialization.unitMeanSquaredNorm(rows);
        weights = Initialization.weights(rows, scale, parameters);
        gradients = new Gradients(workers, weights);
        encoderAdam = new Adam(weights.encoder().length);
        decoderAdam = new Adam(weights.decoder().length);
        encoderBiasAdam = new Adam(weights.dSae());
        decoderBiasAdam = new Adam(weights.dIn());
        topK = new BatchTopK(workers, weights.dSae(), parameters.k());
        int patience = (int) Math.max(20, DEAD_AFTER * parameters.steps());
        deadFeatures = new DeadFeatures(workers, weights.dSae(), Math.max(1, weights.dIn() / 2), patience);
        order = new Order(trainRows, parameters.seed());
        inputs = new float[parameters.batch() * weights.dIn()];
        errors = new float[inputs.length];
    }

    /** Runs all steps and returns the SAE for inference, in the units of the activations. */
    public Sae train(NDManager manager, SaeOrigin origin, TrainingProgress progress) {
        ByteBuffer staging =
                ByteBuffer.allocateDirect(inputs.length * Float.BYTES).order(ByteOrder.nativeOrder());
        for (int step = 0; step < parameters.steps(); step++) {
            try (NDManager scope = manager.newSubManager()) {
                gather();
                staging.asFloatBuffer().put(inputs);
                FloatBuffer pre = preActivations(scope, staging);
                int dead = step(pre, step);
                progress.step((long) (step + 1) * parameters.batch(), batchExplainedVariance(), dead);
            }
        }
        return finished(origin);
    }

    private void gather() {
        int d = weights.dIn();
        for (int r = 0; r < parameters.batch(); r++) {
            rows.copy(order.next(), inputs, r * d);
        }
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] *= scale;
        }
    }

    /** (x − b_dec)·W_enc + b_enc: F32[B, F] */
    private FloatBuffer preActivations(NDManager scope, ByteBuffer staging) {
        int d = weights.dIn();
        float[] bias = weights.encoderBias().clone();
        workers.split(weights.dSae(), (from, to) -> {
            for (int f = from; f < to; f++) {
                bias[f] -= Vectors.dot(weights.encoder(), f * d, weights.decoderBias(), 0, d);
            }
        });
        NDArray x = scope.create(staging.rewind(), new Shape(parameters.batch(), d), DataType.FLOAT32);
        NDArray w = scope.create(weights.encoder(), new Shape(weights.dSae(), d));
        NDArray b = scope.create(bias);
        NDArray pre = x.getNDArrayInternal().linear(x, w, b).singletonOrThrow();
        return pre.toByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    /** @return number of dead features */
    private int step(FloatBuffer pre, int step) {
        int batch = parameters.batch();
        SparseBatch codes = topK.select(pre, batch);
        observeThreshold(codes, step);
        deadFeatures.fired(codes, step);
        decodeErrors(codes);
        gradients.clear();
        float perRow = 2f / batch;
        gradients.add(codes, inputs, errors, perRow);
        int[] dead = deadFeatures.dead(step);
        if (dead.length > 0) {
            addAuxiliary(deadFeatures.auxiliary(pre, batch, dead));
        }
        gradients.addDecoderBias(errors, batch, perRow);
        descend(step);
        return dead.length;
    }

    /** errors = decode(codes) − inputs */
    private void decodeErrors(SparseBatch codes) {
        int d = weights.dIn();
        workers.split(codes.rows(), (from, to) -> {
            for (int r = from; r < to; r++) {
                for (int i = 0; i < d; i++) {
                    errors[r * d + i] = weights.decoderBias()[i] - inputs[r * d + i];
                }
                for (int e = codes.indptr()[r]; e < codes.indptr()[r + 1]; e++) {
                    Vectors.axpy(codes.values()[e], weights.decoder(), codes.features()[e] * d, errors, r * d, d);
                }
            }
        });
    }

    /** The dead features' loss is ‖residual − ê‖² over the residual's variance; the residual counts as fixed. */
    private void addAuxiliary(SparseBatch codes) {
        int d = weights.dIn();
        double variance = totalVariance(errors, codes.rows(), d);
        float[] auxiliaryErrors = errors.clone();
        workers.split(codes.rows(), (from, to) -> {
            for (int r = from; r < to; r++) {
                // decode(codes) − residual, and the residual is −errors.
                for (int e = codes.indptr()[r]; e < codes.indptr()[r + 1]; e++) {
                    Vectors.axpy(
                            codes.values()[e], weights.decoder(), codes.features()[e] * d, auxiliaryErrors, r * d, d);
                }
            }
        });
        if (variance > 0) {
            gradients.add(codes, inputs, auxiliaryErrors, (float) (2 * AUXILIARY_WEIGHT / variance));
        }
    }

    private void descend(int step) {
        int d = weights.dIn();
        double norm = gradients.norm();
        float clip = (float) (norm > CLIP ? CLIP / norm : 1);
        double rate = parameters.rate(step);
        workers.split(weights.dSae(), (from, to) -> {
            encoderAdam.update(weights.encoder(), gradients.encoder, from * d, to * d, clip, rate, step + 1);
            decoderAdam.update(weights.decoder(), gradients.decoder, from * d, to * d, clip, rate, step + 1);
            encoderBiasAdam.update(weights.encoderBias(), gradients.encoderBias, from, to, clip, rate, step + 1);
            for (int f = from; f < to; f++) {
                Initialization.normalize(weights.decoder(), f * d, d);
            }
        });
        decoderBiasAdam.update(weights.decoderBias(), gradients.decoderBias, 0, d, clip, rate, step + 1);
    }

    /** Mean of the smallest active value over the last part of the run, when the learning rate falls. */
    private void observeThreshold(SparseBatch codes, int step) {
        if (step < 0.8 * parameters.steps() || codes.size() == 0) {
            return;
        }
        float smallest = Float.MAX_VALUE;
        for (float value : codes.values()) {
            smallest = Math.min(smallest, value);
        }
        threshold = THRESHOLD_MEMORY * threshold + (1 - THRESHOLD_MEMORY) * smallest;
        thresholdWeight = THRESHOLD_MEMORY * thresholdWeight + (1 - THRESHOLD_MEMORY);
    }

    private double batchExplainedVariance() {
        int d = weights.dIn();
        double squared = 0;
        for (int r = 0; r < parameters.batch(); r++) {
            squared += Vectors.dot(errors, r * d, errors, r * d, d);
        }
        return 1 - squared / totalVariance(inputs, parameters.batch(), d);
    }

    /** Σ‖x − mean‖² over rows. */
    private static double totalVariance(float[] matrix, int rows, int d) {
        double[] sum = new double[d];
        double squares = 0;
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < d; i++) {
                sum[i] += matrix[r * d + i];
            }
            squares += Vectors.dot(matrix, r * d, matrix, r * d, d);
        }
        for (double s : sum) {
            squares -= s * s / rows;
        }
        return squares;
    }

    /**
     * Back to the units of the activations: codes, biases and threshold are divided by the scale, and b_dec's share of the
     * encoder bias is folded into it, so that inference takes raw activations.
     */
    private Sae finished(SaeOrigin origin) {
        int d = weights.dIn();
        int features = weights.dSae();
        float[] wEnc = new float[features * d];
        float[] bEnc = new float[features];
        float[] bDec = new float[d];
        for (int f = 0; f < features; f++) {
            for (int i = 0; i < d; i++) {
                wEnc[i * features + f] = weights.encoder()[f * d + i];
            }
            float centred = Vectors.dot(weights.encoder(), f * d, weights.decoderBias(), 0, d);
            bEnc[f] = (weights.encoderBias()[f] - centred) / scale;
        }
        for (int i = 0; i < d; i++) {
            bDec[i] = weights.decoderBias()[i] / scale;
        }
        float[] thresholds = new float[features];
        Arrays.fill(thresholds, thresholdWeight > 0 ? (float) (threshold / thresholdWeight / scale) : 0);
        return new Sae(
                d,
                features,
                new ArrayTensor(wEnc, d, features),
                new ArrayTensor(weights.decoder().clone(), features, d),
                bDec,
                false,
                Normalization.NONE,
                new Gate.Jump(bEnc, thresholds, null),
                origin);
    }

    @Override
    public void close() {
        workers.close();
    }

    /** All rows in a random order, then all again in another. */
    private static final class Order {

        private final int[] rows;
        private final Random random;
        private int at;

        Order(int size, long seed) {
            rows = new int[size];
            for (int i = 0; i < size; i++) {
                rows[i] = i;
            }
            random = new Random(seed ^ 0x5eed);
        }

        int next() {
            if (at == 0) {
                for (int i = rows.length - 1; i > 0; i--) {
                    int j = random.nextInt(i + 1);
                    int swap = rows[i];
                    rows[i] = rows[j];
                    rows[j] = swap;
                }
            }
            int row = rows[at];
            at = (at + 1) % rows.length;
            return row;
        }
    }
}
