package dev.steergraph.analytics.community;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Correlations that are in no database, in columns: those of a null, or of a part of the corpus.
 *
 * @param source each edge's lower feature, as {@link #place} has it
 * @param target the other feature
 * @param r Pearson correlation
 */
public record ExternalEdges(long[] source, long[] target, double[] r) {

    /** A feature by layer and index. */
    public static long place(int layer, int index) {
        return (long) layer << 32 | index;
    }

    /** How many edges are positive. */
    int positive() {
        return (int) Arrays.stream(r).filter(x -> x > 0).count();
    }

    /** The {@code count} strongest positive edges; ties by place. */
    public ExternalEdges strongestPositive(int count) {
        int[] chosen = IntStream.range(0, r.length)
                .filter(e -> r[e] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer e) -> -r[e])
                        .thenComparingLong(e -> source[e])
                        .thenComparingLong(e -> target[e]))
                .limit(count)
                .mapToInt(Integer::intValue)
                .toArray();
        return new ExternalEdges(
                Arrays.stream(chosen).mapToLong(e -> source[e]).toArray(),
                Arrays.stream(chosen).mapToLong(e -> target[e]).toArray(),
                Arrays.stream(chosen).mapToDouble(e -> r[e]).toArray());
    }
}
