package dev.steergraph.ingest.correlate.kernel;

import dev.steergraph.core.table.EdgeList;
import dev.steergraph.core.table.FeatureSpace;
import java.util.Arrays;
import java.util.List;

/** Edges as they are found; features by their number in the {@link FeatureSpace}. */
final class EdgeBuffer {

    private int size;
    private long[] pair = new long[16];
    private double[] r = new double[16];
    private double[] mi = new double[16];
    private double[] nmi = new double[16];
    private long[] together = new long[16];

    /** @param rowsAndDocuments {@code rows << 32 | documents} in which both fire */
    void add(int a, int b, double correlation, double mutual, double normalised, long rowsAndDocuments) {
        if (size == r.length) {
            grow(size * 2);
        }
        pair[size] = ((long) Math.min(a, b) << 32) | Math.max(a, b);
        r[size] = correlation;
        mi[size] = mutual;
        nmi[size] = normalised;
        together[size++] = rowsAndDocuments;
    }

    private void grow(int capacity) {
        pair = Arrays.copyOf(pair, capacity);
        r = Arrays.copyOf(r, capacity);
        mi = Arrays.copyOf(mi, capacity);
        nmi = Arrays.copyOf(nmi, capacity);
        together = Arrays.copyOf(together, capacity);
    }

    /** All edges of all buffers in the order of an {@link EdgeList}. */
    static EdgeList sorted(List<EdgeBuffer> buffers, FeatureSpace space) {
        long[] order = buffers.stream()
                .flatMapToLong(b -> Arrays.stream(b.pair, 0, b.size))
                .sorted()
                .toArray();
        EdgeList list = EdgeList.ofSize(space, order.length);
        for (EdgeBuffer buffer : buffers) {
            for (int e = 0; e < buffer.size; e++) {
                buffer.put(e, list, Arrays.binarySearch(order, buffer.pair[e]));
            }
        }
        return list;
    }

    private void put(int e, EdgeList list, int at) {
        list.source()[at] = (int) (pair[e] >>> 32);
        list.target()[at] = (int) pair[e];
        list.r()[at] = r[e];
        list.mi()[at] = mi[e];
        list.nmi()[at] = nmi[e];
        list.coactivations()[at] = (int) (together[e] >>> 32);
        list.documents()[at] = (int) together[e];
    }
}
