package dev.steergraph.ingest.sae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.ingest.model.engine.HostArrays;
import dev.steergraph.ingest.model.engine.Kernels;
import dev.steergraph.ingest.model.engine.StoredArrays;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encodes activations with one SAE, in blocks of rows. Only what fires leaves the device. */
public final class SaeEncoder implements AutoCloseable {

    /** Pre-activations of a block, in elements. */
    private static final int BLOCK = 1 << 24;

    private final Sae sae;
    private final NDManager manager;
    private final Kernels kernels;
    private final int blockRows;
    private final NDArray encoder;
    private final @Nullable NDArray decoderBias;
    private final NDArray bias;
    private final @Nullable NDArray scale;
    private final NDArray threshold;
    private final NDArray gate;

    /** @param parent its device does the products */
    public SaeEncoder(Sae sae, NDManager parent) throws IOException {
        this.sae = sae;
        manager = parent.newSubManager();
        kernels = Kernels.beside(SaeEncoder.class, manager);
        blockRows = Math.max(16, Math.min(1024, BLOCK / sae.dSae()));
        encoder = StoredArrays.toDevice(manager, sae.encoder());
        decoderBias = sae.subtractsDecoderBias() ? HostArrays.copy(manager, sae.decoderBias()) : null;
        scale = sae.scale() == null ? null : HostArrays.copy(manager, sae.scale());
        if (sae.gate() instanceof Gate.Gated gated) {
            bias = HostArrays.copy(manager, gated.bias());
            threshold = HostArrays.copy(manager, gated.scale());
            gate = HostArrays.copy(manager, gated.gate());
        } else if (sae.gate() instanceof Gate.Jump jump) {
            bias = HostArrays.copy(manager, jump.bias());
            threshold = HostArrays.copy(manager, jump.threshold());
            gate = kernels.nothing();
        } else {
            bias = HostArrays.copy(manager, ((Gate.TopK) sae.gate()).bias());
            threshold = kernels.nothing();
            gate = kernels.nothing();
        }
    }

    /** Rows of codes: indptr long[rows + 1], features ascending in each row. */
    public record Codes(long[] indptr, int[] features, float[] values) {

        /** Rows of all these, one after the other. */
        public static Codes join(List<Codes> parts) {
            int rows = parts.stream().mapToInt(part -> part.indptr.length - 1).sum();
            int active = parts.stream().mapToInt(part -> part.features.length).reduce(0, Math::addExact);
            Codes all = new Codes(new long[rows + 1], new int[active], new float[active]);
            int row = 0;
            int at = 0;
            for (Codes part : parts) {
                for (int r = 1; r < part.indptr.length; r++) {
                    all.indptr[row + r] = at + part.indptr[r];
                }
                System.arraycopy(part.features, 0, all.features, at, part.features.length);
                System.arraycopy(part.values, 0, all.values, at, part.values.length);
                row += part.indptr.length - 1;
                at += part.features.length;
            }
            return all;
        }
    }

    Sae sae() {
        return sae;
    }

    /** Encodes rows {@code from} to {@code to} (exclusive). */
    public Codes encode(ActivationRows rows, int from, int to) {
        CodesBuilder codes = new CodesBuilder(to - from);
        float[] input = new float[blockRows * sae.dIn()];
        for (int start = from; start < to; start += blockRows) {
            int n = Math.min(blockRows, to - start);
            for (int r = 0; r < n; r++) {
                rows.copy(start + r, input, r * sae.dIn());
            }
            requireFinite(input, n * sae.dIn());
            try (NDManager scope = manager.newSubManager()) {
                block(HostArrays.copy(scope, input, new Shape(n, sae.dIn())), codes);
            }
        }
        return codes.build();
    }

    /**
     * A product with what is not finite may be no number, which fires nowhere: codes would lack it without a sign of it. Zero
     * times a finite number is zero.
     */
    private static void requireFinite(float[] input, int n) {
        float sum = 0;
        for (int i = 0; i < n; i++) {
            sum += input[i] * 0;
        }
        if (sum != 0) {
            throw notFinite();
        }
    }

    private static UserError notFinite() {
        return new UserError("Activations that are to be encoded hold values that are not finite (NaN or infinity);"
                + " extract again with the dtype float32.");
    }

    /** Encodes rows that are on the device already. @param x F32[n, d_in] */
    public Codes encode(NDArray x) {
        int n = (int) x.getShape().get(0);
        try (NDManager scope = manager.newSubManager();
                NDArray sum = x.mul(0).sum()) {
            sum.attach(scope);
            if (sum.getFloat() != 0) {
                throw notFinite();
            }
        }
        CodesBuilder codes = new CodesBuilder(n);
        for (int from = 0; from < n; from += blockRows) {
            try (NDManager scope = manager.newSubManager()) {
                NDArray rows = n <= blockRows ? x : x.get(from + ":" + Math.min(n, from + blockRows));
                if (rows != x) {
                    rows.attach(scope);
                }
                block(rows, scope, codes);
            }
        }
        return codes.build();
    }

    private void block(NDArray x, CodesBuilder codes) {
        block(x, x.getManager(), codes);
    }

    private void block(NDArray x, NDManager scope, CodesBuilder codes) {
        NDArray[] found = active(x, scope);
        codes.add(found[0].toIntArray(), found[1].toIntArray(), found[2].toFloatArray());
    }

    /** Rows that are encoded at a time. */
    int blockRows() {
        return blockRows;
    }

    /**
     * What is active in a block of rows: I32[n] how many in each row, I32[nnz] which, ascending in a row, F32[nnz] how
     * strongly.
     *
     * @param x F32[n, d_in]
     * @param scope owns what comes back
     */
    NDArray[] active(NDArray x, NDManager scope) {
        NDArray seen = prepared(x, scope);
        NDArray input =
                switch (sae.normalization()) {
                    case NONE, EXPECTED_AVERAGE_ONLY_IN -> seen;
                    case CONSTANT_NORM_RESCALE -> kernels.call(scope, "constant_norm", seen);
                    case LAYER_NORM -> kernels.call(scope, "layer_norm", seen);
                };
        if (decoderBias != null) {
            input = kernels.call(scope, "less", input, decoderBias);
        }
        boolean gated = sae.gate() instanceof Gate.Gated;
        NDArray pre = kernels.call(scope, "product", input, encoder, gated ? kernels.nothing() : bias);
        if (scale != null) {
            kernels.call(scope, "scaled", pre, scale);
        }
        return gated
                ? kernels.callAll(scope, "gated", pre, gate, threshold, bias)
                : sae.gate() instanceof Gate.TopK topK
                        ? kernels.callAll(scope, "largest", pre, topK.k())
                        : kernels.callAll(scope, "above", pre, threshold);
    }

    /** What the SAE's input has undergone before its norm. */
    NDArray prepared(NDArray x, NDManager scope) {
        return prepared(sae.preparation(), kernels, x, scope);
    }

    static NDArray prepared(Preparation preparation, Kernels kernels, NDArray x, NDManager scope) {
        NDArray centered = preparation.centered() ? kernels.call(scope, "centered", x) : x;
        return preparation.factor() == 1 ? centered : kernels.call(scope, "times", centered, preparation.factor());
    }

    /** Grows by blocks. */
    private static final class CodesBuilder {

        private final long[] indptr;
        private int[] features;
        private float[] values;
        private int rows;
        private int size;

        CodesBuilder(int rows) {
            indptr = new long[rows + 1];
            features = new int[rows * 32];
            values = new float[features.length];
        }

        /** @param counts of each row */
        void add(int[] counts, int[] blockFeatures, float[] blockValues) {
            if (size + blockFeatures.length > features.length) {
                int room = Math.max(features.length * 3 / 2, Math.addExact(size, blockFeatures.length));
                features = Arrays.copyOf(features, room);
                values = Arrays.copyOf(values, room);
            }
            System.arraycopy(blockFeatures, 0, features, size, blockFeatures.length);
            System.arraycopy(blockValues, 0, values, size, blockValues.length);
            for (int count : counts) {
                indptr[rows + 1] = indptr[rows] + count;
                rows++;
            }
            size += blockFeatures.length;
        }

        Codes build() {
            return new Codes(indptr, Arrays.copyOf(features, size), Arrays.copyOf(values, size));
        }
    }

    @Override
    public void close() {
        kernels.close();
        manager.close();
    }
}
