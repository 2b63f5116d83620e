package dev.steergraph.ingest.correlate.statistics;

import dev.steergraph.ingest.correlate.activation.Documents;
import dev.steergraph.ingest.correlate.activation.FeatureColumns;
import dev.steergraph.ingest.correlate.activation.FeatureMoments;
import java.util.Arrays;

/**
 * The sums from which r of a pair of features is computed, for every document in which either is active. Values of
 * features that are active on many rows are centred, to avoid cancellation; rows without an activation then
 * contribute minus the mean, and those of all other documents are added once their number is known.
 */
final class DocumentSums {

    /** Above a quarter of the rows mean² may exceed the variance. */
    private static final double DENSE = 0.25;

    private final double shiftX;
    private final double shiftY;
    private int size;
    private int[] document = new int[64];
    private int[] rows = new int[64];
    /** [size][Σx, Σx², Σy, Σy², Σxy] one behind the other, about the shifts. */
    private double[] sums = new double[5 * 64];

    private DocumentSums(double shiftX, double shiftY) {
        this.shiftX = shiftX;
        this.shiftY = shiftY;
    }

    static DocumentSums of(FeatureColumns columns, FeatureMoments moments, Documents documents, int f, int g) {
        DocumentSums sums = new DocumentSums(shift(columns, moments, f), shift(columns, moments, g));
        sums.add(columns.activations()[f], columns.activations()[g], documents);
        return sums;
    }

    private static double shift(FeatureColumns columns, FeatureMoments moments, int feature) {
        return columns.active(feature) > DENSE * columns.rows() ? moments.mean()[feature] : 0;
    }

    /** Both lists at once, row by row. */
    private void add(long[] x, long[] y, Documents documents) {
        int i = 0;
        int j = 0;
        int open = -1;
        int seen = 0;
        while (i < x.length || j < y.length) {
            int row = Math.min(row(x, i), row(y, j));
            int d = documents.number()[row];
            if (d != open) {
                close(documents, open, seen);
                open = d;
                seen = 0;
                begin();
            }
            double dx = -shiftX;
            double dy = -shiftY;
            if (row(x, i) == row) {
                dx += FeatureColumns.value(x[i++]);
            }
            if (row(y, j) == row) {
                dy += FeatureColumns.value(y[j++]);
            }
            add(dx, dy, 1);
            seen++;
        }
        close(documents, open, seen);
    }

    private static int row(long[] activations, int k) {
        return k < activations.length ? FeatureColumns.row(activations[k]) : Integer.MAX_VALUE;
    }

    private void begin() {
        if (size == document.length) {
            document = Arrays.copyOf(document, 2 * size);
            rows = Arrays.copyOf(rows, 2 * size);
            sums = Arrays.copyOf(sums, 10 * size);
        }
    }

    private void close(Documents documents, int open, int seen) {
        if (open >= 0) {
            document[size] = open;
            rows[size] = documents.rows(open);
            add(-shiftX, -shiftY, rows[size] - seen);
            size++;
        }
    }

    private void add(double dx, double dy, int times) {
        int at = 5 * size;
        sums[at] += times * dx;
        sums[at + 1] += times * dx * dx;
        sums[at + 2] += times * dy;
        sums[at + 3] += times * dy * dy;
        sums[at + 4] += times * dx * dy;
    }

    /**
     * O(documents in which either fires).
     *
     * @param weight [documents] how often each is taken
     * @param allRows rows of all documents, as often as they are taken
     * @return r; NaN if one of the two does not vary on these rows
     */
    double correlation(char[] weight, long allRows) {
        double n = 0;
        double x = 0;
        double xx = 0;
        double y = 0;
        double yy = 0;
        double xy = 0;
        for (int k = 0; k < size; k++) {
            int w = weight[document[k]];
            int at = 5 * k;
            n += (double) w * rows[k];
            x += w * sums[at];
            xx += w * sums[at + 1];
            y += w * sums[at + 2];
            yy += w * sums[at + 3];
            xy += w * sums[at + 4];
        }
        double others = allRows - n;
        x -= others * shiftX;
        xx += others * shiftX * shiftX;
        y -= others * shiftY;
        yy += others * shiftY * shiftY;
        xy += others * shiftX * shiftY;
        double cx = xx - x * x / allRows;
        double cy = yy - y * y / allRows;
        if (!(cx > 1e-12 * xx) || !(cy > 1e-12 * yy)) {
            return Double.NaN;
        }
        return Math.max(-1, Math.min(1, (xy - x * y / allRows) / Math.sqrt(cx) / Math.sqrt(cy)));
    }
}
