package dev.steergraph.ingest.sae.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.ingest.model.engine.HostArrays;
import dev.steergraph.ingest.sae.Gate;
import dev.steergraph.ingest.sae.Normalization;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeOrigin;
import dev.steergraph.ingest.sae.Vectors;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Trains a sparse autoencoder: x̂ = f·W_dec + b_dec with f those of (x − b_dec)·W_enc + b_enc that the architecture
 * selects.
 *
 * <p>The one dense product, x·W_enc, is the engine's; all else touches the active entries only. For a seed the result is
 * the same whatever the number of threads outside the engine, and whether or not training was interrupted.
 *
 * <p>Letters: B rows, F = d_sae, d = d_in.
 *
 * @see <a href="https://arxiv.org/abs/2412.06410">BatchTopK Sparse Autoencoders</a>
 * @see <a href="https://arxiv.org/abs/2406.04093">the auxiliary loss and the learning rate</a>
 */
public final class SaeTrainer implements AutoCloseable {

    private static final float AUXILIARY_WEIGHT = 1 / 32f;
    private static final double CLIP = 1.0;
    private static final double THRESHOLD_MEMORY = 0.99;
    /** A feature is dead after this fraction of the run without activation. */
    private static final double DEAD_AFTER = 0.05;

    private final TrainingParameters parameters;
    private final ActivationRows rows;
    private final float auxiliaryWeight;
    private final Workers workers;
    private final float scale;
    private final SaeWeights weights;
    private final Gradients gradients;
    private final Adam encoderAdam;
    private final Adam decoderAdam;
    private final Adam encoderBiasAdam;
    private final Adam decoderBiasAdam;
    private final Selector selector;
    private final DeadFeatures deadFeatures;
    private final Reconstruction reconstruction;
    private final RowOrder order;
    private final float[] inputs;
    private double threshold;
    private double thresholdWeight;
    private int step;

    /** @param rows activations, all of which are trained on */
    public SaeTrainer(ActivationRows rows, TrainingParameters parameters) {
        this(rows, rows, parameters);
    }

    /**
     * @param rows activations, all of which are trained on
     * @param ordinary those of them that are no outliers: scale and first decoder bias are taken from these
     */
    public SaeTrainer(ActivationRows rows, ActivationRows ordinary, TrainingParameters parameters) {
        this(rows, ordinary, parameters, AUXILIARY_WEIGHT);
    }

    /** @param auxiliaryWeight of the loss that dead features learn from; 0 for none */
    SaeTrainer(ActivationRows rows, ActivationRows ordinary, TrainingParameters parameters, float auxiliaryWeight) {
        this.auxiliaryWeight = auxiliaryWeight;
        this.parameters = parameters;
        this.rows = rows;
        workers = new Workers(parameters.threads());
        scale = Initialization.unitMeanSquaredNorm(ordinary);
        weights = Initialization.weights(ordinary, scale, parameters);
        gradients = new Gradients(workers, weights);
        encoderAdam = new Adam(weights.encoder().length);
        decoderAdam = new Adam(weights.decoder().length);
        encoderBiasAdam = new Adam(weights.dSae());
        decoderBiasAdam = new Adam(weights.dIn());
        int features = weights.dSae();
        selector = switch (parameters.architecture()) {
            case JUMPRELU -> new JumpThresholds(workers, features, parameters.k());
            case TOPK -> new RowTopK(workers, features, parameters.k());
            case BATCHTOPK, MATRYOSHKA -> new BatchTopK(workers, features, parameters.k());
        };
        int[] prefixes = parameters.architecture() == TrainedArchitecture.MATRYOSHKA
                ? Reconstruction.nested(features)
                : new int[] {features};
        reconstruction = new Reconstruction(workers, weights, parameters.batch(), prefixes);
        int deadAfter = (int) Math.max(20, DEAD_AFTER * parameters.steps());
        deadFeatures = new DeadFeatures(workers, features, Math.max(1, weights.dIn() / 2), deadAfter);
        order = new RowOrder(rows.rows(), parameters.seed());
        inputs = new float[parameters.batch() * weights.dIn()];
    }

    /** Steps done. */
    public int step() {
        return step;
    }

    /** Whether all steps are done. */
    public boolean finished() {
        return step >= parameters.steps();
    }

    /** Does one step. @param manager its device does the product */
    public TrainingMetrics next(NDManager manager) {
        try (NDManager scope = manager.newSubManager()) {
            gather();
            TrainingMetrics metrics = step(preActivations(scope));
            step++;
            return metrics;
        }
    }

    /**
     * Keeps all that {@link #resume} needs.
     *
     * @param notes of the caller, which {@code resume} gives back
     */
    public void save(Path file, Map<String, String> notes) throws IOException {
        Map<String, String> numbers = new TreeMap<>(notes);
        numbers.put("step", Integer.toString(step));
        numbers.put("threshold", Double.toString(threshold));
        numbers.put("thresholdWeight", Double.toString(thresholdWeight));
        numbers.put("bandwidth", Float.toString(selector.bandwidth()));
        TrainingCheckpoint.write(file, numbers, parameters, state(), deadFeatures.lastFired());
    }

    /**
     * Goes on from a checkpoint.
     *
     * @param accepts whether notes of the caller are those of this training
     * @return whether there was one of training with these parameters, not damaged, with notes that are accepted
     */
    public boolean resume(Path file, Predicate<Map<String, String>> accepts) throws IOException {
        Optional<TrainingCheckpoint> found = TrainingCheckpoint.open(file, parameters, accepts);
        if (found.isEmpty()) {
            return false;
        }
        TrainingCheckpoint saved = found.get();
        saved.fill(state(), deadFeatures.lastFired());
        step = (int) saved.number("step");
        threshold = saved.number("threshold");
        thresholdWeight = saved.number("thresholdWeight");
        selector.resume((float) saved.number("bandwidth"));
        return true;
    }

    private Map<String, float[]> state() {
        Map<String, float[]> arrays = new TreeMap<>();
        arrays.put("encoder", weights.encoder());
        arrays.put("decoder", weights.decoder());
        arrays.put("encoder_bias", weights.encoderBias());
        arrays.put("decoder_bias", weights.decoderBias());
        encoderAdam.state("encoder", arrays);
        decoderAdam.state("decoder", arrays);
        encoderBiasAdam.state("encoder_bias", arrays);
        decoderBiasAdam.state("decoder_bias", arrays);
        selector.state(arrays);
        return arrays;
    }

    private void gather() {
        int d = weights.dIn();
        long first = (long) step * parameters.batch();
        for (int r = 0; r < parameters.batch(); r++) {
            rows.copy(order.row(first + r), inputs, r * d);
        }
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] *= scale;
        }
    }

    /** (x − b_dec)·W_enc + b_enc: F32[B, F] */
    private FloatBuffer preActivations(NDManager scope) {
        int d = weights.dIn();
        float[] bias = weights.encoderBias().clone();
        workers.split(weights.dSae(), (from, to) -> {
            for (int f = from; f < to; f++) {
                bias[f] -= Vectors.dot(weights.encoder(), f * d, weights.decoderBias(), 0, d);
            }
        });
        NDArray x = HostArrays.copy(scope, inputs, new Shape(parameters.batch(), d));
        NDArray w = HostArrays.copy(scope, weights.encoder(), new Shape(weights.dSae(), d));
        NDArray b = HostArrays.copy(scope, bias);
        NDArray pre = x.getNDArrayInternal().linear(x, w, b).singletonOrThrow();
        return pre.toByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    private TrainingMetrics step(FloatBuffer pre) {
        int batch = parameters.batch();
        SparseBatch codes = selector.select(pre, batch);
        observeThreshold(codes);
        deadFeatures.fired(codes, step);
        reconstruction.compute(codes, inputs);
        gradients.clear();
        float perRow = 2f / batch;
        selector.clear();
        gradients.add(codes, inputs, reconstruction::of, perRow, selector);
        int[] dead = deadFeatures.dead(step);
        if (dead.length > 0) {
            addAuxiliary(deadFeatures.auxiliary(pre, batch, dead));
        }
        gradients.addDecoderBias(reconstruction.shared(), batch, perRow);
        double rate = parameters.rate(step);
        int active = 0;
        for (float value : codes.values()) {
            active += value > 0 ? 1 : 0;
        }
        double l0 = (double) active / batch;
        descend(rate, l0);
        double squared = squares(reconstruction.full(), batch);
        return new TrainingMetrics(
                step + 1,
                (step + 1L) * batch,
                squared / batch,
                l0,
                1 - squared / totalVariance(inputs, batch, weights.dIn()),
                (double) dead.length / weights.dSae(),
                rate,
                null);
    }

    /** The dead features' loss is ‖residual − ê‖² over the residual's variance; the residual counts as fixed. */
    private void addAuxiliary(SparseBatch codes) {
        int d = weights.dIn();
        double variance = totalVariance(reconstruction.full(), codes.rows(), d);
        float[] auxiliaryErrors = reconstruction.full().clone();
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
            float weight = (float) (2 * auxiliaryWeight / variance);
            gradients.add(codes, inputs, feature -> auxiliaryErrors, weight, EntryObserver.NONE);
        }
    }

    private void descend(double rate, double l0) {
        int d = weights.dIn();
        double norm = gradients.norm();
        float clip = (float) (norm > CLIP ? CLIP / norm : 1);
        workers.split(weights.dSae(), (from, to) -> {
            encoderAdam.update(weights.encoder(), gradients.encoder, from * d, to * d, clip, rate, step + 1);
            decoderAdam.update(weights.decoder(), gradients.decoder, from * d, to * d, clip, rate, step + 1);
            encoderBiasAdam.update(weights.encoderBias(), gradients.encoderBias, from, to, clip, rate, step + 1);
            for (int f = from; f < to; f++) {
                Initialization.normalize(weights.decoder(), f * d, d);
            }
        });
        decoderBiasAdam.update(weights.decoderBias(), gradients.decoderBias, 0, d, clip, rate, step + 1);
        selector.descend(l0, parameters.batch(), rate, step + 1);
    }

    /** Mean of the smallest active value over the last hundred steps or so. */
    private void observeThreshold(SparseBatch codes) {
        if (codes.size() == 0) {
            return;
        }
        float smallest = Float.MAX_VALUE;
        for (float value : codes.values()) {
            smallest = Math.min(smallest, value);
        }
        threshold = THRESHOLD_MEMORY * threshold + (1 - THRESHOLD_MEMORY) * smallest;
        thresholdWeight = THRESHOLD_MEMORY * thresholdWeight + (1 - THRESHOLD_MEMORY);
    }

    private double squares(float[] matrix, int rowCount) {
        int d = weights.dIn();
        double squared = 0;
        for (int r = 0; r < rowCount; r++) {
            squared += Vectors.dot(matrix, r * d, matrix, r * d, d);
        }
        return squared;
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
     * The SAE as it is now, for inference.
     *
     * <p>Back to the units of the activations: codes, biases and threshold are divided by the scale, and b_dec's part of the
     * encoder bias is folded into it, so that inference takes raw activations.
     */
    public Sae sae(SaeOrigin origin) {
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
        return new Sae(
                d,
                features,
                new ArrayTensor(wEnc, d, features),
                new ArrayTensor(weights.decoder().clone(), features, d),
                bDec,
                false,
                Normalization.NONE,
                gate(bEnc),
                origin);
    }

    private Gate gate(float[] bias) {
        if (parameters.architecture() == TrainedArchitecture.TOPK) {
            return new Gate.TopK(bias, parameters.k(), null);
        }
        float[] thresholds = new float[weights.dSae()];
        if (selector instanceof JumpThresholds jump) {
            for (int f = 0; f < thresholds.length; f++) {
                thresholds[f] = jump.thresholds()[f] / scale;
            }
        } else {
            Arrays.fill(thresholds, thresholdWeight > 0 ? (float) (threshold / thresholdWeight / scale) : 0);
        }
        return new Gate.Jump(bias, thresholds, null);
    }

    @Override
    public void close() {
        workers.close();
    }
}
