package dev.steergraph.analytics.community;

import dev.steergraph.core.table.FeatureSpace;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Correlations that are in no database, in columns: those of a null, or of a part of the corpus.
 *
 * @param space numbers the features
 * @param source number of each edge's lower feature
 * @param target number of the other feature
 * @param r Pearson correlation
 */
public record ExternalEdges(FeatureSpace space, int[] source, int[] target, double[] r) {

    /** How many edges are positive. */
    int positive() {
        return (int) Arrays.stream(r).filter(x -> x > 0).count();
    }

    /** The {@code count} strongest positive edges; ties by number. */
    public ExternalEdges strongestPositive(int count) {
        int[] chosen = IntStream.range(0, r.length)
                .filter(e -> r[e] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer e) -> -r[e])
                        .thenComparingInt(e -> source[e])
                        .thenComparingInt(e -> target[e]))
                .limit(count)
                .mapToInt(Integer::intValue)
                .toArray();
        return new ExternalEdges(
                space,
                Arrays.stream(chosen).map(e -> source[e]).toArray(),
                Arrays.stream(chosen).map(e -> target[e]).toArray(),
                Arrays.stream(chosen).mapToDouble(e -> r[e]).toArray());
    }
}
