package dev.steergraph.ingest.correlate.pair;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.core.run.Share;
import dev.steergraph.ingest.correlate.activation.Workers;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds, among dense features, the pairs that may be strong, by the engine's float32 product of centred columns of norm 1.
 * A sum of N such products in float32, in any order, is off by at most Nu / (1 − Nu), u = 2⁻²⁴, for Σ|zw| ≤ 1 (Cauchy, Schwarz;
 * Higham, Accuracy and Stability of Numerical Algorithms, 3.1); pairs that stay below the threshold by more than that and
 * the rounding of z itself are no edges, all others are decided in double precision.
 */
final class DenseFilter {

    /** With fewer columns the direct computation is as fast. */
    static final int MIN_COLUMNS = 96;

    private static final int TILE = 1024;

    /** Features that are multiplied at a time by those that follow; must divide a tile. */
    private static final int STRIP = 256;

    private static final long MAX_BYTES = 4L << 30;
    private static final double UNIT = 0x1p-24;

    /** A tile of which more than one in this many pairs may be strong is computed as a whole. */
    private static final int FULL_SHARE = 24;

    private final PairData data;
    private final int threads;
    private final Share share;
    private final double cut;
    private final List<PairTask> tasks = new ArrayList<>();

    private DenseFilter(PairData data, double threshold, int threads, Share share) {
        this.data = data;
        this.threads = threads;
        this.share = share;
        double error = (data.rows() + 16) * UNIT;
        cut = error < 0.5 ? threshold - error / (1 - error) : -1;
    }

    /** Whether there are enough columns to gain by it, and they fit into memory. */
    static boolean suits(PairData data) {
        long bytes = (long) data.dense().length * data.rows() * Float.BYTES;
        return data.dense().length >= MIN_COLUMNS && bytes <= MAX_BYTES;
    }

    /** Tasks that decide every pair of a share of the dense features' that may be strong. */
    static List<PairTask> tasks(PairData data, double threshold, int threads, Share share) {
        DenseFilter filter = new DenseFilter(data, threshold, threads, share);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            filter.run(manager);
        }
        return filter.tasks;
    }

    private void run(NDManager manager) {
        int tiles = (data.dense().length + TILE - 1) / TILE;
        NDArray[] z = new NDArray[tiles];
        for (int t = 0; t < tiles; t++) {
            z[t] = normalised(manager, t * TILE, Math.min(data.dense().length, (t + 1) * TILE));
        }
        int strips = 0;
        for (int a = 0; a < data.dense().length; a += STRIP) {
            int end = Math.min(data.dense().length, a + STRIP);
            try (NDArray strip = z[a / TILE].get(new NDIndex("{}:{}", a % TILE, end - a / TILE * TILE))) {
                for (int b = a / TILE; b < tiles; b++) {
                    if (share.isDealt(strips++)) { // by place: what may be strong can differ from machine to machine
                        multiply(strip, a, z[b], b * TILE);
                    }
                }
            }
        }
    }

    /** Of the strip's own tile, only the features after the strip's first one are multiplied. */
    private void multiply(NDArray strip, int a, NDArray tile, int b) {
        int first = Math.max(0, a - b);
        try (NDArray rest = tile.get(new NDIndex("{}:", first));
                NDArray turned = rest.transpose();
                NDArray r = strip.matMul(turned)) {
            collect(a, b + first, (int) r.getShape().get(1), r.toFloatArray());
        }
    }

    /** F32[features, rows] of mean 0 and norm 1; zeros for a feature that does not vary. */
    private NDArray normalised(NDManager manager, int from, int to) {
        int rows = data.rows();
        float[] z = new float[Math.multiplyExact(to - from, rows)];
        Workers.run(
                IntStream.range(from, to).boxed().toList(),
                threads,
                (k, scratch) -> {
                    normalise(k, z, (k - from) * rows);
                    return k;
                },
                k -> {});
        // The engine's own memory, not a buffer that waits for a collection after the manager has gone.
        NDArray columns = manager.create(new Shape(to - from, rows), DataType.FLOAT32);
        if (z.length > 0) {
            columns.toByteBuffer(true)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer()
                    .put(z);
        }
        return columns;
    }

    private void normalise(int k, float[] z, int at) {
        float[] column = data.dense()[k];
        double mean = data.mean()[data.sparse() + k];
        double scale = data.scale()[data.sparse() + k];
        for (int row = 0; row < column.length; row++) {
            z[at + row] = (float) ((column[row] - mean) * scale);
        }
    }

    private void collect(int a, int b, int width, float[] r) {
        int height = r.length / width;
        int found = 0;
        for (float value : r) {
            found += Math.abs(value) > cut ? 1 : 0;
        }
        if (found > r.length / FULL_SHARE) {
            full(a, height, b, width);
            return;
        }
        int[] partners = new int[width];
        for (int i = 0; i < height; i++) {
            int count = 0;
            for (int j = a == b ? i + 1 : 0; j < width; j++) {
                if (Math.abs(r[i * width + j]) > cut) {
                    partners[count++] = b + j;
                }
            }
            if (count > 0) {
                tasks.add(new DensePairsTask(data, a + i, Arrays.copyOf(partners, count)));
            }
        }
    }

    private void full(int a, int height, int b, int width) {
        for (int d = a; d < a + height; d += DenseTask.TILE) {
            int first = a == b ? d : b;
            for (int e = first; e < b + width; e += DenseTask.TILE) {
                tasks.add(new DenseTask(data, d, a + height, e, b + width));
            }
        }
    }
}
