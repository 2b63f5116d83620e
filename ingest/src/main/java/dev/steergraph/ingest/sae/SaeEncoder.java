package dev.steergraph.ingest.sae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Encodes activations with one SAE, in blocks of rows. */
public final class SaeEncoder implements AutoCloseable {

    private static final int BLOCK = 1024;

    private final Sae sae;
    private final NDManager manager;
    private final NDArray wEnc;
    private final NDArray bEnc;
    private final Workers workers;

    /** @param parent its device does the products */
    public SaeEncoder(Sae sae, NDManager parent, int threads) {
        this.sae = sae;
        manager = parent.newSubManager();
        try (NDArray w = manager.create(sae.wEnc(), new Shape(sae.dIn(), sae.dSae()))) {
            wEnc = w.transpose().duplicate();
        }
        bEnc = manager.create(sae.bEnc());
        workers = new Workers(threads);
    }

    /** Rows of codes, growing: indptr int[rows + 1], features ascending in each row. */
    public record Codes(long[] indptr, int[] features, float[] values) {}

    /** Encodes rows {@code from} to {@code to} (exclusive). */
    public Codes encode(ActivationRows rows, int from, int to) {
        long[] indptr = new long[to - from + 1];
        int[] features = new int[Math.max(16, (to - from) * 32)];
        float[] values = new float[features.length];
        ByteBuffer staging =
                ByteBuffer.allocateDirect(BLOCK * sae.dIn() * Float.BYTES).order(ByteOrder.nativeOrder());
        float[] input = new float[BLOCK * sae.dIn()];
        int size = 0;
        for (int start = from; start < to; start += BLOCK) {
            int n = Math.min(BLOCK, to - start);
            for (int r = 0; r < n; r++) {
                rows.copy(start + r, input, r * sae.dIn());
            }
            SparseBatch batch = block(input, n, staging);
            if (size + batch.size() > features.length) {
                int room = Math.max(features.length * 3 / 2, size + batch.size());
                features = Arrays.copyOf(features, room);
                values = Arrays.copyOf(values, room);
            }
            System.arraycopy(batch.features(), 0, features, size, batch.size());
            System.arraycopy(batch.values(), 0, values, size, batch.size());
            for (int r = 0; r < n; r++) {
                indptr[start - from + r + 1] = size + batch.indptr()[r + 1];
            }
            size += batch.size();
        }
        return new Codes(indptr, Arrays.copyOf(features, size), Arrays.copyOf(values, size));
    }

    private SparseBatch block(float[] input, int n, ByteBuffer staging) {
        try (NDManager scope = manager.newSubManager()) {
            staging.clear();
            staging.asFloatBuffer().put(input, 0, n * sae.dIn());
            staging.limit(n * sae.dIn() * Float.BYTES);
            NDArray x = scope.create(staging, new Shape(n, sae.dIn()), DataType.FLOAT32);
            NDArray pre = x.getNDArrayInternal().linear(x, wEnc, bEnc).singletonOrThrow();
            return jump(pre.toByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer(), n);
        }
    }

    /** f = relu(pre)·1[pre > threshold], sparse. */
    private SparseBatch jump(FloatBuffer pre, int n) {
        int dSae = sae.dSae();
        int[][] features = new int[n][];
        float[][] values = new float[n][];
        workers.split(n, (from, to) -> {
            FloatBuffer own = pre.duplicate();
            float[] row = new float[dSae];
            int[] active = new int[dSae];
            for (int r = from; r < to; r++) {
                own.position(r * dSae).get(row);
                int k = 0;
                for (int f = 0; f < dSae; f++) {
                    if (row[f] > sae.threshold()[f]) {
                        active[k++] = f;
                    }
                }
                features[r] = Arrays.copyOf(active, k);
                values[r] = new float[k];
                for (int i = 0; i < k; i++) {
                    values[r][i] = row[active[i]];
                }
            }
        });
        return SparseBatch.of(features, values);
    }

    @Override
    public void close() {
        workers.close();
        manager.close();
    }
}
