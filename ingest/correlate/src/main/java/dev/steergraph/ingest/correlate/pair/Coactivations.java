package dev.steergraph.ingest.correlate.pair;

import dev.steergraph.ingest.correlate.activation.FeatureColumns;

/**
 * Coactivations of two sparse features, summed over ascending rows in double precision.
 *
 * @param products sum of products
 * @param rows rows on which both fire
 * @param documents documents to which those rows belong
 */
public record Coactivations(double products, int rows, int documents) {

    /** From this ratio on, rows of the rarer feature are looked up in the other's list by galloping search. */
    private static final int GALLOP = 16;

    /**
     * @param column [rows] the rarer feature's values, as {@link FeatureColumns#spread} leaves them
     * @param rare its activations
     * @param other the other's
     */
    public static Coactivations of(float[] column, long[] rare, long[] other, int[] document) {
        return other.length > (long) GALLOP * rare.length
                ? gallop(rare, other, document)
                : compare(column, other, document);
    }

    private static Coactivations compare(float[] column, long[] other, int[] document) {
        double products = 0;
        int rows = 0;
        int documents = 0;
        int last = -1;
        for (long activation : other) {
            int row = FeatureColumns.row(activation);
            float value = column[row];
            if (value != 0) {
                products += (double) value * FeatureColumns.value(activation);
                rows++;
                documents += last < 0 || document[row] != document[last] ? 1 : 0;
                last = row;
            }
        }
        return new Coactivations(products, rows, documents);
    }

    private static Coactivations gallop(long[] rare, long[] other, int[] document) {
        double products = 0;
        int rows = 0;
        int documents = 0;
        int last = -1;
        int at = 0;
        for (long activation : rare) {
            int row = FeatureColumns.row(activation);
            at = firstAtOrAfter(other, at, (long) row << 32);
            if (at == other.length) {
                break;
            }
            if (FeatureColumns.row(other[at]) == row) {
                products += (double) FeatureColumns.value(activation) * FeatureColumns.value(other[at]);
                rows++;
                documents += last < 0 || document[row] != document[last] ? 1 : 0;
                last = row;
            }
        }
        return new Coactivations(products, rows, documents);
    }

    private static int firstAtOrAfter(long[] sorted, int from, long key) {
        int step = 1;
        int low = from;
        while (low + step < sorted.length && sorted[low + step] < key) {
            low += step;
            step *= 2;
        }
        int high = Math.min(sorted.length, low + step);
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
