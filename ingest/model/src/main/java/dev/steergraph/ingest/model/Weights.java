package dev.steergraph.ingest.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.core.UserError;
import dev.steergraph.core.io.DType;
import dev.steergraph.ingest.checkpoint.Checkpoint;
import dev.steergraph.ingest.checkpoint.Mxfp4;
import dev.steergraph.ingest.checkpoint.StoredTensor;
import dev.steergraph.ingest.model.block.Activation;
import dev.steergraph.ingest.model.block.Block;
import dev.steergraph.ingest.model.block.Embedding;
import dev.steergraph.ingest.model.block.Head;
import dev.steergraph.ingest.model.block.LayerNorm;
import dev.steergraph.ingest.model.block.Linear;
import dev.steergraph.ingest.model.block.Mlp;
import dev.steergraph.ingest.model.block.Products;
import dev.steergraph.ingest.model.block.RmsNorm;
import dev.steergraph.ingest.model.config.Precision;
import dev.steergraph.ingest.model.engine.HostArrays;
import dev.steergraph.ingest.model.engine.Kernels;
import dev.steergraph.ingest.model.engine.StoredArrays;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Brings the tensors of a checkpoint to the device: checked for their shapes, matrices in the model's precision, vectors
 * and embeddings in float32.
 */
final class Weights {

    /** Values compared together. */
    private static final int PIECE = 1 << 16;

    private static final Set<DType> FLOATS = Set.of(DType.F64, DType.F32, DType.F16, DType.BF16);

    /**
     * Which of a model's weights are read.
     *
     * @param blocks their numbers, ascending
     * @param headed whether the projection to the vocabulary is among them
     * @param packed whether matrices may be packed for products, so that nothing else can be done with them
     */
    record Wanted(List<Integer> blocks, boolean headed, boolean packed) {

        /** So many blocks from the first on: all with the head, fewer without. */
        static Wanted first(int blocks, int layers) {
            return new Wanted(
                    IntStream.range(0, Math.min(blocks, layers)).boxed().toList(), blocks == ModelSource.ALL, true);
        }

        /** The head, and single blocks; they cannot be run. */
        static Wanted head(Collection<Integer> blocks) {
            return new Wanted(List.copyOf(new TreeSet<>(blocks)), true, false);
        }
    }

    private final Checkpoint checkpoint;
    private final List<String> prefixes;
    private final NDManager manager;
    private final Kernels kernels;
    private final Precision precision;
    private final Products products;
    private final Wanted wanted;
    private @Nullable NDArray staging;

    /**
     * @param prefixes that names may have, such as {@code transformer.}; some checkpoints have the names without any
     * @param manager owns the weights
     */
    Weights(
            Checkpoint checkpoint,
            List<String> prefixes,
            NDManager manager,
            Kernels kernels,
            Precision precision,
            Wanted wanted)
            throws IOException {
        this.checkpoint = checkpoint;
        this.prefixes = prefixes;
        this.manager = manager;
        this.kernels = kernels;
        this.precision = precision;
        this.wanted = wanted;
        products = wanted.packed() ? Products.of(manager, kernels, precision) : Products.plain(manager, kernels);
    }

    /** The numbers of the blocks that are to be read, ascending. */
    List<Integer> blocks() {
        return wanted.blocks();
    }

    /** Whether the projection to the vocabulary is not wanted. */
    boolean headless() {
        return !wanted.headed();
    }

    Kernels kernels() {
        return kernels;
    }

    /** The manager that owns the weights. */
    NDManager manager() {
        return manager;
    }

    Precision precision() {
        return precision;
    }

    /** Kernels of a part of the blocks, compiled for the device. @param file beside the class */
    Kernels beside(Class<?> type, String file) throws IOException {
        return Kernels.beside(type, file, manager);
    }

    boolean has(String name) {
        return checkpoint.has(full(name));
    }

    /** A matrix [out, in] in the model's precision. */
    NDArray matrix(String name, long out, long in) throws IOException {
        return narrow(name, out, in);
    }

    /** F32 of the shape given. */
    NDArray wide(String name, long... shape) throws IOException {
        return StoredArrays.toDevice(manager, stored(name, shape));
    }

    /** A module with {@code .weight} [out, in] and, where it is said to have one, {@code .bias} [out]. */
    Linear linear(String module, long out, long in, boolean biased) throws IOException {
        return joined(List.of(module), new long[] {out}, in, biased);
    }

    /** GPT-2's Conv1D: {@code .weight} is [in, out]. */
    Linear transposed(String module, long out, long in) throws IOException {
        try (NDArray stored = narrow(module + ".weight", in, out)) {
            return product(kernels.call(manager, "transpose", stored), narrow(module + ".bias", out));
        }
    }

    /** Modules that read the same input as one: their rows one after another. */
    Linear joined(List<String> modules, long[] outs, long in, boolean biased) throws IOException {
        List<StoredTensor> rows = new ArrayList<>();
        List<StoredTensor> biases = new ArrayList<>();
        for (int i = 0; i < outs.length; i++) {
            rows.add(stored(modules.get(i) + ".weight", outs[i], in));
            if (biased) {
                biases.add(stored(modules.get(i) + ".bias", outs[i]));
            }
        }
        return stacked(rows, in, biases);
    }

    /** Rows from several places as one matrix. @param rows [n, in] each @param biases [n] each, or none at all */
    Linear stacked(List<StoredTensor> rows, long in, List<StoredTensor> biases) throws IOException {
        List<NDArray> added = new ArrayList<>();
        for (StoredTensor bias : biases) {
            added.add(narrow(bias));
        }
        NDArray bias = added.isEmpty() ? null : concatenated(added);
        if (products.packs()) {
            return product(staged(rows, in), bias);
        }
        List<NDArray> parts = new ArrayList<>();
        for (StoredTensor part : rows) {
            parts.add(narrow(part));
        }
        return product(concatenated(parts), bias);
    }

    /** {@code q_proj}, {@code k_proj} and {@code v_proj} as one. */
    Linear queriesKeysValues(String at, Heads heads, long d, boolean biased) throws IOException {
        long[] outs = {heads.queryWidth(), heads.keyWidth(), heads.keyWidth()};
        return joined(List.of(at + "q_proj", at + "k_proj", at + "v_proj"), outs, d, biased);
    }

    /** {@code gate_proj}, {@code up_proj} and {@code down_proj}. @param f width of the feed-forward layer */
    Mlp gated(String at, long f, long d, boolean biased, Activation activation) throws IOException {
        return new Mlp.Gated(
                linear(at + "gate_proj", f, d, biased),
                linear(at + "up_proj", f, d, biased),
                linear(at + "down_proj", d, f, biased),
                activation);
    }

    /** The same where gates and what they gate lie in one matrix, {@code gate_up_proj}, one after the other. */
    Mlp gatedTogether(String at, long f, long d, Activation activation) throws IOException {
        try (NDArray both = wide(at + "gate_up_proj.weight", 2 * f, d)) {
            NDArray gate = both.get(new NDIndex("0:{}", f)).duplicate();
            NDArray up = both.get(new NDIndex("{}:", f)).duplicate();
            return new Mlp.Gated(
                    linear(gate, null), linear(up, null), linear(at + "down_proj", d, f, false), activation);
        }
    }

    /**
     * The projection to the vocabulary. Weights that are said to be tied are so unless the checkpoint has others for it, as
     * in transformers 5.
     *
     * @param embedding name of the embedding's tensor
     * @param tokens [V, d], which it is where weights are tied
     */
    Linear head(boolean tied, String module, String embedding, NDArray tokens) throws IOException {
        if (tied && (!has(module + ".weight") || isSame(stored(module + ".weight"), stored(embedding)))) {
            return Products.shared(kernels, tokens);
        }
        return linear(module, tokens.getShape().get(0), tokens.getShape().get(1), false);
    }

    private static boolean isSame(StoredTensor one, StoredTensor other) throws IOException {
        if (!Arrays.equals(one.shape(), other.shape())) {
            return false;
        }
        float[] values = new float[(int) Math.min(PIECE, one.elements())];
        float[] others = new float[values.length];
        for (long from = 0; from < one.elements(); from += values.length) {
            int n = (int) Math.min(values.length, one.elements() - from);
            one.floats(from, FloatBuffer.wrap(values, 0, n));
            other.floats(from, FloatBuffer.wrap(others, 0, n));
            if (!Arrays.equals(values, 0, n, others, 0, n)) {
                return false;
            }
        }
        return true;
    }

    /**
     * @param matrix F32[out, in], used up
     * @param bias F32[out], used up, or null
     */
    Linear linear(NDArray matrix, @Nullable NDArray bias) {
        return product(narrow(matrix), bias == null ? null : narrow(bias));
    }

    /** @param matrix [out, in] in the model's precision, used up @param bias [out], likewise, or null */
    private Linear product(NDArray matrix, @Nullable NDArray bias) {
        return products.linear(kernels, matrix, bias == null ? kernels.nothing() : bias);
    }

    Transformer.Parts parts(Embedding embedding, List<Block> blocks, @Nullable Head head) {
        if (staging != null) {
            staging.close();
        }
        return new Transformer.Parts(manager, kernels, embedding, List.copyOf(blocks), head);
    }

    /** {@code .weight} and {@code .bias}, or {@code .gamma} and {@code .beta} as BERT's first files have them. */
    LayerNorm layerNorm(String module, long d, double epsilon) throws IOException {
        boolean old = !has(module + ".weight") && has(module + ".gamma");
        return new LayerNorm(
                kernels,
                wide(module + (old ? ".gamma" : ".weight"), d),
                wide(module + (old ? ".beta" : ".bias"), d),
                epsilon);
    }

    /** @param added to the stored weight: 1 for Gemma */
    RmsNorm rmsNorm(String module, long d, double epsilon, float added) throws IOException {
        NDArray weight = wide(module + ".weight", d);
        return new RmsNorm(kernels, added == 0 ? weight : weight.addi(added), epsilon);
    }

    /** A factor as a weight of the model's precision would be. */
    double rounded(double factor) {
        try (NDArray narrow = narrow(HostArrays.copy(manager, new float[] {(float) factor}));
                NDArray wide = kernels.call(manager, "copy", narrow)) {
            return wide.getFloat(0);
        }
    }

    /** The same values in the model's precision; the argument is used up. */
    private NDArray narrow(NDArray wide) {
        if (precision == Precision.F32) {
            return wide;
        }
        NDArray narrow = kernels.call(manager, "cast", wide, precision.scalarType());
        wide.close();
        return narrow;
    }

    /**
     * Matrices that will be packed are read to one place, one after another. Of memory for each, freed when it is packed, the
     * allocator would make holes that nothing fits into: nearly half of the weights again, of a model of 1.2 billion.
     */
    private NDArray staged(List<StoredTensor> rows, long in) throws IOException {
        long elements = rows.stream().mapToLong(StoredTensor::elements).sum();
        if (staging == null || staging.size() < elements) {
            if (staging != null) {
                staging.close();
            }
            staging = manager.create(new Shape(elements), DataType.FLOAT32);
        }
        long from = 0;
        for (StoredTensor part : rows) {
            long to = from + part.elements();
            try (NDArray place = staging.get(new NDIndex("{}:{}", from, to))) {
                StoredArrays.fill(part, place);
            }
            from = to;
        }
        try (NDArray filled = staging.get(new NDIndex("0:{}", elements))) {
            return filled.reshape(new Shape(elements / in, in));
        }
    }

    private NDArray concatenated(List<NDArray> arrays) {
        if (arrays.size() == 1) {
            return arrays.get(0);
        }
        NDArray joined = NDArrays.concat(new NDList(arrays), 0);
        arrays.forEach(NDArray::close);
        return joined;
    }

    /** In the model's precision. */
    private NDArray narrow(String name, long... shape) throws IOException {
        return narrow(stored(name, shape));
    }

    private NDArray narrow(StoredTensor stored) throws IOException {
        return precision == Precision.F32
                ? StoredArrays.toDevice(manager, stored)
                : StoredArrays.toDevice(manager, stored, kernels, precision.scalarType());
    }

    private StoredTensor stored(String name) throws IOException {
        return checkpoint.tensor(full(name));
    }

    /** A tensor's name with the prefix that it has in this checkpoint; with the first where there is no such tensor. */
    private String full(String name) {
        for (String prefix : prefixes) {
            if (checkpoint.has(prefix + name)) {
                return prefix + name;
            }
        }
        return checkpoint.has(name) ? name : prefixes.get(0) + name;
    }

    private String configuration() {
        return Files.isDirectory(checkpoint.source()) ? "config.json" : "its header";
    }

    /** {@code NAME_blocks} and {@code NAME_scales} as the one tensor that they pack, checked for its shape. */
    StoredTensor packed(String name, long... shape) throws IOException {
        return checked(name, Mxfp4.of(checkpoint, full(name + "_blocks"), full(name + "_scales")), shape);
    }

    /** A tensor of floating-point numbers, checked for its shape. */
    StoredTensor stored(String name, long... shape) throws IOException {
        return checked(name, stored(name), shape);
    }

    private StoredTensor checked(String name, StoredTensor stored, long... shape) {
        if (!Arrays.equals(stored.shape(), shape)) {
            throw new UserError(
                    checkpoint.source() + ": tensor \"" + name + "\" should have the shape " + Arrays.toString(shape)
                            + " by " + configuration() + ", it has " + Arrays.toString(stored.shape()) + ".");
        }
        if (!FLOATS.contains(stored.dtype())) {
            throw new UserError(checkpoint.source() + ": tensor \"" + name + "\" is " + stored.dtype()
                    + "; weights should be F32, F16 or BF16.");
        }
        return stored;
    }
}
