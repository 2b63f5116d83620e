package dev.steergraph.ingest.correlate.activation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Moments of chunked rows, of which one block at a time is in memory. */
public final class ChunkMoments {

    /** Rows of which dense features are held in full at a time; a constant, as sums are taken block by block. */
    public static final int DENSE_ROWS = 1 << 14;

    /** Receives the rows of a chunk block by block. */
    public interface Block {
        void take(ActivationChunk chunk, int from, int to);
    }

    private ChunkMoments() {}

    /** All rows in blocks of {@link #DENSE_ROWS}, chunk by chunk. */
    public static void blocks(ChunkedActivations rows, Block block) {
        for (int c = 0; c < rows.chunks(); c++) {
            ActivationChunk chunk = rows.chunk(c);
            for (int from = 0; from < chunk.rows(); from += DENSE_ROWS) {
                block.take(chunk, from, Math.min(chunk.rows(), from + DENSE_ROWS));
            }
        }
    }

    /** Moments of all features; those of dense ones in two passes. Slices of a chunk are added in their order. */
    public static FeatureMoments of(CodeChunks rows, int threads) {
        SliceMoments total = SliceMoments.none(rows.space());
        for (int c = 0; c < rows.chunks(); c++) {
            rows.sums(c).forEach(total::add);
        }
        return centred(rows, SliceMoments.sum(List.of(total), Math.toIntExact(rows.rows())), threads);
    }

    /** The same moments, with those of dense features recomputed in two passes. */
    public static FeatureMoments centred(ChunkedActivations rows, FeatureMoments moments, int threads) {
        int[] dense = IntStream.range(0, moments.active().length)
                .filter(moments::isDense)
                .toArray();
        if (dense.length == 0) {
            return moments;
        }
        double n = rows.rows();
        double[] about = new double[dense.length];
        each(rows, dense, threads, (k, column) -> about[k] += sum(column, 0));
        Arrays.setAll(about, k -> about[k] / n);
        double[] deviation = new double[dense.length];
        double[] squares = new double[dense.length];
        double[] least = new double[dense.length];
        double[] most = new double[dense.length];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        Arrays.fill(most, Double.NEGATIVE_INFINITY);
        each(rows, dense, threads, (k, column) -> {
            deviation[k] += sum(column, about[k]);
            squares[k] += squares(column, about[k]);
            for (float x : column) {
                least[k] = Math.min(least[k], x);
                most[k] = Math.max(most[k], x);
            }
        });
        return moments.with(dense, k -> {
            double shift = deviation[k] / n;
            boolean varies = least[k] < most[k];
            return new FeatureMoments.Centred(
                    varies ? about[k] + shift : most[k],
                    varies ? squares[k] - n * shift * shift : 0,
                    most[k],
                    least[k]);
        });
    }

    private interface ColumnStep {
        void take(int place, float[] column);
    }

    private static void each(ChunkedActivations rows, int[] features, int threads, ColumnStep step) {
        blocks(rows, (chunk, from, to) -> {
            float[][] full = chunk.source(from, to).full(features);
            Workers.run(
                    IntStream.range(0, features.length).boxed().toList(),
                    threads,
                    (k, scratch) -> {
                        step.take(k, full[k]);
                        return k;
                    },
                    k -> {});
        });
    }

    private static double sum(float[] column, double about) {
        double sum = 0;
        for (float x : column) {
            sum += x - about;
        }
        return sum;
    }

    private static double squares(float[] column, double about) {
        double sum = 0;
        for (float x : column) {
            sum += (x - about) * (x - about);
        }
        return sum;
    }
}
