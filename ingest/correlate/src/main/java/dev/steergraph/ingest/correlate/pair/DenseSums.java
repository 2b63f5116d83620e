package dev.steergraph.ingest.correlate.pair;

import dev.steergraph.ingest.correlate.activation.ActivationSource;
import dev.steergraph.ingest.correlate.activation.ChunkMoments;
import dev.steergraph.ingest.correlate.activation.ChunkedActivations;
import dev.steergraph.ingest.correlate.activation.Workers;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Some dense features with all sparse ones and with the dense ones that follow: sums of products about the means, in double
 * precision, over blocks of rows of a constant length, added in the order of the blocks.
 */
public final class DenseSums {

    /** Receives a feature, some partners, and their r. */
    public interface Group {
        void take(int feature, int[] partners, double[] r);
    }

    /** Partners of a feature that are given together. */
    private static final int GROUP = 1024;

    private final PairData data;
    private final int from;
    private final int to;

    /** [dense - from][local] sums with sparse and dense features. */
    private final double[][] sums;

    private DenseSums(PairData data, int from, int to) {
        this.data = data;
        this.from = from;
        this.to = to;
        this.sums = new double[to - from][data.features().length];
    }

    /** Dense features whose sums take no more bytes than so many, but a block of them in any case. */
    public static int together(PairData data, long bytes) {
        long each = Math.max(1L, data.features().length) * Double.BYTES;
        long blocks = Math.max(1, bytes / each / PairData.BLOCK);
        return (int) Math.min(blocks * PairData.BLOCK, data.dense().length);
    }

    /**
     * Where a share's dense features begin, of so many with about as many pairs; a multiple of {@link PairData#BLOCK}, or the end.
     *
     * @param share from 0; the number of shares for the end
     */
    public static int first(PairData data, long share, int shares) {
        int dense = data.dense().length;
        long all = pairs(data, dense);
        int d = 0;
        while (d < dense && pairs(data, d) * shares < all * share) {
            d += PairData.BLOCK;
        }
        return Math.min(d, dense);
    }

    /** Of the first dense features with all sparse ones, and with the dense ones that follow. */
    private static long pairs(PairData data, int first) {
        long dense = data.dense().length;
        return first * (long) data.sparse() + first * dense - first * (first + 1L) / 2;
    }

    /** @param from a multiple of {@link PairData#BLOCK} */
    public static DenseSums of(
            PairData data, ChunkedActivations chunks, int from, int to, int threads, Consumer<PairTask> done) {
        DenseSums dense = new DenseSums(data, from, to);
        ChunkMoments.blocks(chunks, (chunk, first, past) -> dense.add(chunk.source(first, past), threads, done));
        return dense;
    }

    private void add(ActivationSource rows, int threads, Consumer<PairTask> done) {
        PairData part = data.part(rows, true, k -> true);
        PairSink sink = this::add;
        Workers.run(
                part.tasksOfDense(from, to),
                threads,
                (task, scratch) -> {
                    task.run(scratch, sink); // every cell is added to by one task
                    return task;
                },
                done::accept);
    }

    private void add(int feature, int first, int count, double[] products, int at) {
        double[] into = sums[feature - data.sparse() - from];
        for (int k = 0; k < count; k++) {
            into[first + k] += products[at + k];
        }
    }

    /** Gives all pairs with |r| above a threshold, feature by feature. */
    public void strong(double threshold, Group group) {
        for (int d = from; d < to; d++) {
            int feature = data.sparse() + d;
            int[] partners = new int[GROUP];
            double[] r = new double[GROUP];
            int count = 0;
            for (int k = 0; k < data.features().length; k++) {
                if (k >= data.sparse() && k <= feature) {
                    continue;
                }
                double exact = data.correlationOfSum(feature, k, sums[d - from][k]);
                if (exact > threshold || exact < -threshold) {
                    partners[count] = k;
                    r[count++] = exact;
                }
                if (count == GROUP) {
                    group.take(feature, partners.clone(), r.clone());
                    count = 0;
                }
            }
            if (count > 0) {
                group.take(feature, Arrays.copyOf(partners, count), Arrays.copyOf(r, count));
            }
        }
    }
}
