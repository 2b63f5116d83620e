package dev.steergraph.core.table;

import dev.steergraph.core.id.FeatureSet;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Edges in columns, ascending by the numbers of the source and the target. The source has the lower number, so every unordered
 * pair occurs at most once.
 *
 * @param space numbers the features
 * @param source number of the lower feature
 * @param target number of the higher feature
 * @param r Pearson correlation over all rows, zeros included; -1 to 1
 * @param mi mutual information of firing and not firing, in bits
 * @param nmi mi / sqrt(H1 H2); 0 if either never varies
 * @param coactivations rows on which both fire
 * @param documents documents with a row on which both fire
 */
public record EdgeList(
        FeatureSpace space,
        int[] source,
        int[] target,
        double[] r,
        double[] mi,
        double[] nmi,
        int[] coactivations,
        int[] documents) {

    /** @throws IllegalArgumentException if the columns differ in length */
    public EdgeList {
        int n = r.length;
        if (source.length != n
                || target.length != n
                || mi.length != n
                || nmi.length != n
                || coactivations.length != n
                || documents.length != n) {
            throw new IllegalArgumentException("the columns of an edge list differ in length");
        }
    }

    /** Columns of zeros, to be filled. */
    public static EdgeList ofSize(FeatureSpace space, int n) {
        return new EdgeList(
                space, new int[n], new int[n], new double[n], new double[n], new double[n], new int[n], new int[n]);
    }

    /** The edges of several lists, which have none in common. */
    public static EdgeList joined(FeatureSpace space, List<EdgeList> lists) {
        long[] order = lists.stream()
                .flatMapToLong(list -> IntStream.range(0, list.size()).mapToLong(list::key))
                .sorted()
                .toArray();
        EdgeList all = ofSize(space, order.length);
        for (EdgeList list : lists) {
            for (int e = 0; e < list.size(); e++) {
                all.put(Arrays.binarySearch(order, list.key(e)), list, e);
            }
        }
        return all;
    }

    private long key(int e) {
        return ((long) source[e] << 32) | target[e];
    }

    private void put(int at, EdgeList from, int e) {
        source[at] = from.source[e];
        target[at] = from.target[e];
        r[at] = from.r[e];
        mi[at] = from.mi[e];
        nmi[at] = from.nmi[e];
        coactivations[at] = from.coactivations[e];
        documents[at] = from.documents[e];
    }

    /** The same edges with other correlations. */
    public EdgeList withR(double[] correlations) {
        return new EdgeList(space, source, target, correlations, mi, nmi, coactivations, documents);
    }

    /** Number of edges. */
    public int size() {
        return r.length;
    }

    /** The set of an edge's lower feature. */
    public FeatureSet sourceSet(int e) {
        return space.set(source[e]);
    }

    /** The set of an edge's higher feature. */
    public FeatureSet targetSet(int e) {
        return space.set(target[e]);
    }

    /** The layer of an edge's lower feature. */
    public int sourceLayer(int e) {
        return space.layer(source[e]);
    }

    /** The layer of an edge's higher feature. */
    public int targetLayer(int e) {
        return space.layer(target[e]);
    }

    /** The index of an edge's lower feature in its set. */
    public int sourceIndex(int e) {
        return space.index(source[e]);
    }

    /** The index of an edge's higher feature in its set. */
    public int targetIndex(int e) {
        return space.index(target[e]);
    }
}
