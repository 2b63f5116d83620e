package dev.steergraph.ingest.sae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.ingest.model.engine.Kernels;
import dev.steergraph.ingest.model.engine.StoredArrays;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
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
        decoderBias = sae.subtractsDecoderBias() ? manager.create(sae.decoderBias()) : null;
        scale = sae.scale() == null ? null : manager.create(sae.scale());
        if (sae.gate() instanceof Gate.Gated gated) {
            bias = manager.create(gated.bias());
            threshold = manager.create(gated.scale());
            gate = manager.create(gated.gate());
        } else if (sae.gate() instanceof Gate.Jump jump) {
            bias = manager.create(jump.bias());
            threshold = manager.create(jump.threshold());
            gate = kernels.nothing();
        } else {
            bias = manager.create(((Gate.TopK) sae.gate()).bias());
            threshold = kernels.nothing();
            gate = kernels.nothing();
        }
    }

    /** Rows of codes: indptr long[rows + 1], features ascending in each row. */
    public record Codes(long[] indptr, int[] features, float[] values) {}

    Sae sae() {
        return sae;
    }

    /** Encodes rows {@code from} to {@code to} (exclusive). */
    public Codes encode(ActivationRows rows, int from, int to) {
        CodesBuilder codes = new CodesBuilder(to - from);
        ByteBuffer staging =
                ByteBuffer.allocateDirect(blockRows * sae.dIn() * Float.BYTES).order(ByteOrder.nativeOrder());
        float[] input = new float[blockRows * sae.dIn()];
        for (int start = from; start < to; start += blockRows) {
            int n = Math.min(blockRows, to - start);
            for (int r = 0; r < n; r++) {
                rows.copy(start + r, input, r * sae.dIn());
            }
            staging.clear();
            staging.asFloatBuffer().put(input, 0, n * sae.dIn());
            staging.limit(n * sae.dIn() * Float.BYTES);
            try (NDManager scope = manager.newSubManager()) {
                block(scope.create(staging, new Shape(n, sae.dIn()), DataType.FLOAT32), codes);
            }
        }
        return codes.build();
    }

    /** Encodes rows that are on the device already. @param x F32[n, d_in] */
    public Codes encode(NDArray x) {
        int n = (int) x.getShape().get(0);
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
        NDArray[] found = gated
                ? kernels.callAll(scope, "gated", pre, gate, threshold, bias)
                : sae.gate() instanceof Gate.TopK topK
                        ? kernels.callAll(scope, "largest", pre, topK.k())
                        : kernels.callAll(scope, "above", pre, threshold);
        codes.add(found[0].toIntArray(), found[1].toIntArray(), found[2].toFloatArray());
    }

    private NDArray prepared(NDArray x, NDManager scope) {
        Preparation preparation = sae.preparation();
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
