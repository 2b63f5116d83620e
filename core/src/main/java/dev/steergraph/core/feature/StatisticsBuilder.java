package dev.steergraph.core.feature;

import dev.steergraph.core.codes.Codes;

/**
 * Gathers {@link FeatureStatistics} from rows of codes as they come, in one pass. Memory is that of the result and a few
 * numbers more for each feature, however many rows there are. Moments of the firing rows by Welford's algorithm, joined with
 * the silent rows by Chan's formula: exact to rounding for any ratio of mean to deviation.
 *
 * @see <a href="https://doi.org/10.1080/00401706.1962.10490022">Welford 1962</a>
 */
final class StatisticsBuilder {

    private static final int MOST = FeatureStatistics.MOST;

    private final int features;
    private int rows;
    private final long[] active;
    private final double[] mean;
    private final double[] squares;
    private final float[] max;
    private final int[] histogram;
    private final int[] topSize;
    private final float[] topValue;
    private final int[] topDocument;
    private final int[] topRow;

    /** The document that is being read, and of each feature that fired in it the largest value and its row. */
    private int document = -1;

    private final float[] best;
    private final int[] bestRow;
    private final int[] touched;
    private int touchedCount;

    /** @param features F */
    StatisticsBuilder(int features) {
        this.features = features;
        active = new long[features];
        mean = new double[features];
        squares = new double[features];
        max = new float[features];
        histogram = new int[Math.multiplyExact(features, Histogram.BINS)];
        topSize = new int[features];
        topValue = new float[Math.multiplyExact(features, MOST)];
        topDocument = new int[features * MOST];
        topRow = new int[features * MOST];
        best = new float[features];
        bestRow = new int[features];
        touched = new int[features];
    }

    /**
     * Takes the rows that follow those taken before.
     *
     * @param documents int[rows], of each row; a document's rows follow each other, over several calls too
     */
    void add(Codes codes, int[] documents) {
        for (int row = 0; row < codes.rows(); row++) {
            if (documents[row] != document) {
                closeDocument();
                document = documents[row];
            }
            int end = codes.start(row + 1);
            for (int e = codes.start(row); e < end; e++) {
                if (codes.values()[e] != 0) {
                    add(codes.indices()[e], codes.values()[e]);
                }
            }
            rows++;
        }
    }

    private void add(int feature, float value) {
        long n = ++active[feature];
        double delta = value - mean[feature];
        mean[feature] += delta / n;
        squares[feature] += delta * (value - mean[feature]);
        if (value > 0) {
            histogram[feature * Histogram.BINS + Histogram.bin(value)]++;
        }
        if (n == 1 || value > max[feature]) {
            max[feature] = value;
        }
        if (best[feature] == 0) {
            touched[touchedCount++] = feature;
        }
        if (best[feature] == 0 || value > best[feature]) {
            best[feature] = value;
            bestRow[feature] = rows;
        }
    }

    private void closeDocument() {
        for (int i = 0; i < touchedCount; i++) {
            int feature = touched[i];
            offer(feature, best[feature], bestRow[feature]);
            best[feature] = 0;
        }
        touchedCount = 0;
    }

    /** Keeps the places of a feature in falling order; of equal values the earlier document stays first. */
    private void offer(int feature, float value, int row) {
        int base = feature * MOST;
        int at = base + topSize[feature];
        while (at > base && topValue[at - 1] < value) {
            at--;
        }
        if (at == base + MOST) {
            return;
        }
        int moved = Math.min(base + topSize[feature], base + MOST - 1) - at;
        System.arraycopy(topValue, at, topValue, at + 1, moved);
        System.arraycopy(topDocument, at, topDocument, at + 1, moved);
        System.arraycopy(topRow, at, topRow, at + 1, moved);
        topValue[at] = value;
        topDocument[at] = document;
        topRow[at] = row;
        topSize[feature] = Math.min(MOST, topSize[feature] + 1);
    }

    /** The statistics of all rows taken. Nothing may be added afterwards. */
    FeatureStatistics build() {
        closeDocument();
        double[] means = new double[features];
        double[] sd = new double[features];
        float[] largest = max.clone();
        for (int f = 0; f < features; f++) {
            double n = active[f];
            double silent = rows - n;
            means[f] = rows == 0 ? 0 : mean[f] * n / rows;
            double centred = rows == 0 ? 0 : squares[f] + mean[f] * mean[f] * n * silent / rows;
            sd[f] = rows == 0 ? 0 : Math.sqrt(centred / rows);
            // A silent row is a zero, which is larger than anything negative.
            largest[f] = silent > 0 ? Math.max(0, largest[f]) : largest[f];
        }
        return new FeatureStatistics(
                features, rows, active, means, sd, largest, histogram, topSize, topValue, topDocument, topRow);
    }
}
