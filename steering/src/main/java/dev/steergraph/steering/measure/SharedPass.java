package dev.steergraph.steering.measure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.HookPoint.Site;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.model.block.Input;
import dev.steergraph.ingest.model.engine.HostArrays;
import dev.steergraph.ingest.model.engine.Kernels;
import dev.steergraph.ingest.model.hook.HookReader;
import dev.steergraph.ingest.model.hook.HookWriter;
import dev.steergraph.ingest.model.hook.Pass;
import dev.steergraph.ingest.sae.SaeEncoder;
import dev.steergraph.steering.edit.Steering;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A batch of texts that is read many times: once as the model reads it, then steered from a block on, with what comes before
 * that block computed once. Everything stays on the model's device.
 */
public final class SharedPass implements AutoCloseable {

    private final Transformer model;
    private final TextBatch texts;
    private final int block;
    private final CodeSets sets;
    private final NDManager manager;
    private final Kernels kernels;
    private final Input input;
    private final NDArray residual;
    private final NDArray rows;
    private final Map<Integer, SaeEncoder.Codes> codes;
    private @Nullable Unsteered unsteered;

    /**
     * What is predicted unsteered.
     *
     * @param p F32[n, V] log-probabilities
     * @param probabilities F32[n, V]
     * @param expected F32[n], Σ over the vocabulary of one by the other
     */
    private record Unsteered(NDArray p, NDArray probabilities, NDArray expected) {}

    /**
     * Reads the texts unsteered.
     *
     * @param block from which on they will be steered
     * @param predictions whether the model's predictions will be compared: F32[n, V] of the texts stay in memory
     */
    public SharedPass(Transformer model, TextBatch texts, int block, CodeSets sets, boolean predictions)
            throws IOException {
        this.model = model;
        this.texts = texts;
        this.block = block;
        this.sets = sets;
        manager = model.manager().newSubManager();
        try {
            kernels = Kernels.beside(SharedPass.class, manager);
            Shape shape = new Shape(texts.texts(), texts.length());
            NDArray ids = HostArrays.copy(manager, texts.ids(), shape);
            // What follows a token does not change it, unless the model reads in both directions.
            NDArray mask = model.predictsText() ? null : HostArrays.copy(manager, mask(texts), shape);
            input = new Input(ids, mask, null);
            rows = HostArrays.copy(manager, texts.rows());
            NDArray[] kept = new NDArray[1];
            try (NDManager scope = manager.newSubManager()) {
                model.forward(scope, input, keeper(kept), HookWriter.NONE);
            }
            residual = Objects.requireNonNull(kept[0]);
            codes = new HashMap<>();
            if (texts.rows().length > 0) {
                NDArray p = run(HookWriter.NONE, predictions, codes, manager);
                unsteered = p == null ? null : unsteered(p);
            }
        } catch (IOException | RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    private Unsteered unsteered(NDArray p) {
        NDArray probabilities = kernels.call(manager, "exp", p);
        return new Unsteered(p, probabilities, kernels.call(manager, "expected", probabilities, p));
    }

    private static long[] mask(TextBatch texts) {
        long[] mask = new long[texts.ids().length];
        for (int b = 0; b < texts.texts(); b++) {
            Arrays.fill(mask, b * texts.length(), b * texts.length() + texts.lengths()[b], 1);
        }
        return mask;
    }

    private HookReader keeper(NDArray[] kept) {
        HookPoint wanted = new HookPoint(block, Site.RESID_PRE);
        return new HookReader() {
            @Override
            public Set<HookPoint> hooks() {
                return Set.of(wanted);
            }

            @Override
            public void read(HookPoint hook, NDArray activations) {
                kept[0] = activations.duplicate();
                kept[0].attach(manager);
            }
        };
    }

    /** Log-probabilities F32[n, V], of the owner; null if they are not wanted. */
    private @Nullable NDArray run(
            HookWriter writer, boolean predicts, Map<Integer, SaeEncoder.Codes> found, NDManager owner) {
        CodeReader reader = new CodeReader(kernels, sets.from(block), texts.rows());
        NDArray made = null;
        try (NDManager scope = owner.newSubManager()) {
            if (predicts) {
                NDArray logits = model.logitsFrom(scope, block, residual, input, rows, reader, writer);
                made = kernels.call(owner, "to_log_softmax", logits);
            } else {
                model.forwardFrom(scope, block, residual, input, reader, writer);
            }
        }
        found.putAll(reader.codes());
        return made;
    }

    public TextBatch texts() {
        return texts;
    }

    /** What the SAEs make of the rows unsteered, by place of the set. */
    public Map<Integer, SaeEncoder.Codes> codes() {
        return codes;
    }

    /**
     * Reads the texts steered.
     *
     * @param steering at no block before this pass's own
     * @param predicts whether predictions are wanted as well as codes
     */
    public Steered steered(Steering steering, boolean predicts) {
        if (steering.hooks().stream().anyMatch(hook -> hook.layer() < block)) {
            throw new IllegalArgumentException(
                    "a pass that begins at block " + block + " cannot steer at " + steering.hooks());
        }
        Map<Integer, SaeEncoder.Codes> found = new HashMap<>();
        NDManager own = manager.newSubManager();
        NDArray made = run(steering.of(Pass.of(texts.ids(), texts.lengths())), predicts, found, own);
        return new Steered(own, found, made);
    }

    /** A steered pass; what the model predicts lives until it is closed. */
    public final class Steered implements AutoCloseable {

        private final NDManager own;
        private final Map<Integer, SaeEncoder.Codes> steered;
        private final @Nullable NDArray after;

        private Steered(NDManager own, Map<Integer, SaeEncoder.Codes> steered, @Nullable NDArray after) {
            this.own = own;
            this.steered = steered;
            this.after = after;
        }

        /** By place of the set. */
        public Map<Integer, SaeEncoder.Codes> codes() {
            return steered;
        }

        /** @param targets ids of tokens whose probability together is asked for */
        public Predictions predictions(long[] targets) {
            NDArray q = Objects.requireNonNull(after);
            return compared(q, targets, own);
        }

        /** float[n], log-probability of some tokens together. */
        public float[] together(long... tokens) {
            return logOf(Objects.requireNonNull(after), tokens);
        }

        /**
         * How logits move, less their mean over the vocabulary: F32[groups, V], sums over the rows of each group.
         *
         * @param group int[n]
         */
        public NDArray shift(NDManager owner, int[] group, int groups) {
            NDArray q = Objects.requireNonNull(after);
            float[] members = new float[groups * group.length];
            for (int row = 0; row < group.length; row++) {
                members[group[row] * group.length + row] = 1;
            }
            try (NDManager scope = own.newSubManager()) {
                NDArray matrix = HostArrays.copy(scope, members, new Shape(groups, group.length));
                return kernels.call(owner, "shift", unsteered().p(), q, matrix);
            }
        }

        @Override
        public void close() {
            own.close();
        }
    }

    /** float[V], log-probabilities unsteered, summed over rows by their weights. @param weight float[n] */
    public float[] logProbabilities(float... weight) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray weights = HostArrays.copy(scope, weight, new Shape(1, weight.length));
            return kernels.call(scope, "weighted", weights, unsteered().p()).toFloatArray();
        }
    }

    /** What is predicted unsteered. @param targets ids of tokens whose probability together is asked for */
    public Predictions predictions(long[] targets) {
        return compared(unsteered().p(), targets, manager);
    }

    /** float[n], log-probability of some tokens together, unsteered. */
    public float[] together(long... tokens) {
        return logOf(unsteered().p(), tokens);
    }

    private float[] logOf(NDArray q, long... tokens) {
        try (NDManager scope = manager.newSubManager()) {
            return kernels.call(scope, "together", q, HostArrays.copy(scope, tokens))
                    .toFloatArray();
        }
    }

    private Predictions compared(NDArray q, long[] targets, NDManager parent) {
        long[] next = new long[texts.next().length];
        for (int i = 0; i < next.length; i++) {
            next[i] = Math.max(0, texts.next()[i]);
        }
        try (NDManager scope = parent.newSubManager()) {
            float[] found = kernels.call(
                            scope,
                            "compare",
                            unsteered().probabilities(),
                            unsteered().expected(),
                            q,
                            HostArrays.copy(scope, next),
                            HostArrays.copy(scope, targets.length == 0 ? new long[1] : targets))
                    .toFloatArray();
            return Predictions.of(found, texts.next());
        }
    }

    private Unsteered unsteered() {
        return Objects.requireNonNull(unsteered);
    }

    /** float[V], sum over the rows of what {@link Steered#shift} made, each of length 1. */
    public float[] units(NDArray shift) {
        try (NDManager scope = manager.newSubManager()) {
            return kernels.call(scope, "units", shift).toFloatArray();
        }
    }

    /**
     * Another reading of the same rows in the place of a steered one, such as behind a prompt.
     *
     * @param other a pass whose rows are, one by one, those of this pass; stays open as long as what comes back
     */
    public Steered reading(SharedPass other) {
        if (other.texts.rows().length != texts.rows().length) {
            throw new IllegalArgumentException(
                    other.texts.rows().length + " rows are not the " + texts.rows().length + " of this pass");
        }
        NDArray predicted = other.unsteered == null ? null : other.unsteered.p().duplicate();
        NDManager own = manager.newSubManager();
        if (predicted != null) {
            predicted.attach(own);
        }
        return new Steered(own, other.codes, predicted);
    }

    @Override
    public void close() {
        kernels.close();
        manager.close();
    }
}
