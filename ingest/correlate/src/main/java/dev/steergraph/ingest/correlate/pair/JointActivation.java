package dev.steergraph.ingest.correlate.pair;

import dev.steergraph.ingest.correlate.activation.FeatureColumns;
import dev.steergraph.ingest.correlate.activation.Scratch;
import dev.steergraph.ingest.correlate.activation.Workers;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Counts the rows on which two features are both active, and the documents of these rows. The rows of a document are
 * consecutive, so documents are counted where they change.
 */
public final class JointActivation {

    private final long[][] activations;
    private final long[][] dense;
    private final int[] document;
    /** Set for the first row of each document. */
    private final long[] begins;

    private JointActivation(long[][] activations, long[][] dense, int[] document, long[] begins) {
        this.activations = activations;
        this.dense = dense;
        this.document = document;
        this.begins = begins;
    }

    public static JointActivation of(PairData data, int[] document, int threads) {
        List<long[]> dense = Workers.run(
                IntStream.range(0, data.dense().length).boxed().toList(),
                threads,
                (d, scratch) -> Bits.nonZero(data.dense()[d]),
                d -> {});
        return of(data.activations(), dense.toArray(new long[0][]), document);
    }

    /**
     * @param lists [sparse] as in {@link FeatureColumns}
     * @param dense [dense] the rows of dense features as {@link #addRows} sets them
     */
    public static JointActivation of(long[][] lists, long[][] dense, int[] document) {
        long[] begins = new long[Bits.words(document.length)];
        for (int row = 0; row < document.length; row++) {
            if (row == 0 || document[row] != document[row - 1]) {
                Bits.set(begins, row);
            }
        }
        return new JointActivation(lists, dense, document, begins);
    }

    /** No rows of so many. */
    public static long[] noRows(int rows) {
        return new long[Bits.words(rows)];
    }

    /** Adds the rows on which a column is not zero. */
    public static void addRows(float[] column, int first, long[] into) {
        for (int row = 0; row < column.length; row++) {
            if (column[row] != 0) {
                Bits.set(into, first + row);
            }
        }
    }

    /** The same for data with more lists of the same features. */
    public JointActivation with(PairData listed) {
        return new JointActivation(listed.activations(), dense, document, begins);
    }

    private boolean isSparse(int feature) {
        return feature < activations.length;
    }

    /** The feature's rows as bits; those of a sparse feature are set in scratch memory, which {@link #clear} clears. */
    public long[] mark(int feature, Scratch scratch) {
        if (!isSparse(feature)) {
            return dense[feature - activations.length];
        }
        long[] marks = scratch.marks(Bits.words(document.length));
        for (long activation : activations[feature]) {
            Bits.set(marks, FeatureColumns.row(activation));
        }
        return marks;
    }

    public void clear(int feature, long[] marks) {
        if (isSparse(feature)) {
            for (long activation : activations[feature]) {
                marks[(int) (activation >>> 38)] = 0;
            }
        }
    }

    /** {@code rows << 32 | documents} in which {@code feature} fires on a row of {@code bits}. */
    public long together(long[] bits, int feature) {
        return isSparse(feature)
                ? countList(bits, activations[feature])
                : countBits(bits, dense[feature - activations.length]);
    }

    /** Documents in which a feature fires. */
    public int documents(int feature) {
        if (!isSparse(feature)) {
            long[] bits = dense[feature - activations.length];
            return (int) countBits(bits, bits);
        }
        int documents = 0;
        int last = -1;
        for (long activation : activations[feature]) {
            int row = FeatureColumns.row(activation);
            documents += last < 0 || document[row] != document[last] ? 1 : 0;
            last = row;
        }
        return documents;
    }

    private long countList(long[] bits, long[] list) {
        int rows = 0;
        int documents = 0;
        int last = -1;
        for (long activation : list) {
            int row = FeatureColumns.row(activation);
            if (Bits.get(bits, row)) {
                rows++;
                documents += last < 0 || document[row] != document[last] ? 1 : 0;
                last = row;
            }
        }
        return ((long) rows << 32) | documents;
    }

    private long countBits(long[] a, long[] b) {
        int rows = 0;
        int documents = 0;
        int last = -1;
        for (int w = 0; w < b.length; w++) {
            long both = a[w] & b[w];
            rows += Long.bitCount(both);
            if (both == -1L) { // dense features: sixty-four rows at once
                boolean seen = last >= 0 && document[w << 6] == document[last];
                documents += Long.bitCount(begins[w]) + (Bits.get(begins, w << 6) || seen ? 0 : 1);
                last = (w << 6) + 63;
                continue;
            }
            for (; both != 0; both &= both - 1) {
                int row = (w << 6) + Long.numberOfTrailingZeros(both);
                documents += last < 0 || document[row] != document[last] ? 1 : 0;
                last = row;
            }
        }
        return ((long) rows << 32) | documents;
    }
}
