package dev.steergraph.core.feature;

import dev.steergraph.core.codes.Codes;
import java.util.Arrays;

/**
 * Gathers {@link FeatureStatistics} from rows of codes as they come, in one pass. Memory is that of the result and a few
 * numbers more for each feature, however many rows there are. Moments of the firing rows by Welford's algorithm, joined with
 * the silent rows, and with those of other segments of the rows, by Chan's formula: exact to rounding for any ratio of mean to
 * deviation.
 *
 * @see <a href="https://doi.org/10.1080/00401706.1962.10490022">Welford 1962</a>
 * @see <a href="https://doi.org/10.1080/00031305.1983.10483115">Chan, Golub, LeVeque 1983</a>
 */
final class StatisticsBuilder {

    private static final int MOST = FeatureStatistics.MOST;
    private static final int NONE = -1;

    private final int features;
    private long rows;
    private final long[] active;
    private final double[] mean;
    private final double[] squares;
    private final float[] max;
    private final Counts histogram;
    private final int[] topSize;
    private final float[] topValue;
    private final int[] topDocument;
    private final long[] topRow;

    /** The document that is being read, and of each feature that fired in it the largest value and its row. */
    private int document = NONE;

    private final float[] best;
    private final long[] bestRow;
    private final int[] touched;
    private int touchedCount;

    /** Whether rows may come before: then the first document may have begun there, and is no place of its own yet. */
    private final boolean follows;

    private int headDocument = NONE;
    private int[] headFeature = new int[0];
    private float[] headValue = new float[0];
    private long[] headRow = new long[0];

    /** Of all rows. @param features F */
    StatisticsBuilder(int features) {
        this(features, false);
    }

    /** @param follows whether these rows follow others, to which they will be {@link #join joined} */
    StatisticsBuilder(int features, boolean follows) {
        this.follows = follows;
        this.features = features;
        active = new long[features];
        mean = new double[features];
        squares = new double[features];
        max = new float[features];
        histogram = new Counts(Math.multiplyExact(features, Histogram.BINS));
        topSize = new int[features];
        topValue = new float[Math.multiplyExact(features, MOST)];
        topDocument = new int[features * MOST];
        topRow = new long[features * MOST];
        best = new float[features];
        bestRow = new long[features];
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
            histogram.add(feature * Histogram.BINS + Histogram.bin(value), 1);
        }
        if (n == 1 || value > max[feature]) {
            max[feature] = value;
        }
        improve(feature, value, rows);
    }

    private void closeDocument() {
        if (follows && headDocument == NONE && document != NONE) {
            headDocument = document;
            headFeature = Arrays.copyOf(touched, touchedCount);
            headValue = new float[touchedCount];
            headRow = new long[touchedCount];
            for (int i = 0; i < touchedCount; i++) {
                headValue[i] = best[touched[i]];
                headRow[i] = bestRow[touched[i]];
                best[touched[i]] = 0;
            }
        }
        for (int i = 0; i < touchedCount; i++) {
            int feature = touched[i];
            if (best[feature] != 0) {
                offer(feature, best[feature], document, bestRow[feature]);
                best[feature] = 0;
            }
        }
        touchedCount = 0;
    }

    /**
     * Takes the rows that follow, which were taken by another. The places are those that one alone would have found; mean and
     * deviation may differ in the last bits, and depend on where the segments end, on nothing else.
     *
     * @param next of as many features, which follows; is of no use afterwards
     */
    void join(StatisticsBuilder next) {
        long before = rows;
        if (next.document == NONE) {
            rows += next.rows;
            return;
        }
        joinMoments(next);
        boolean single = next.headDocument == NONE;
        int first = single ? next.document : next.headDocument;
        if (first != document) {
            closeDocument();
            document = first;
        }
        if (single) {
            next.eachOpen((feature, value, row) -> improve(feature, value, before + row));
        } else {
            for (int i = 0; i < next.headFeature.length; i++) {
                improve(next.headFeature[i], next.headValue[i], before + next.headRow[i]);
            }
            closeDocument();
            for (int f = 0; f < features; f++) {
                for (int at = f * MOST; at < f * MOST + next.topSize[f]; at++) {
                    offer(f, next.topValue[at], next.topDocument[at], before + next.topRow[at]);
                }
            }
            document = next.document;
            next.eachOpen((feature, value, row) -> improve(feature, value, before + row));
        }
        rows += next.rows;
    }

    private void joinMoments(StatisticsBuilder next) {
        for (int f = 0; f < features; f++) {
            long n = next.active[f];
            if (n > 0) {
                long all = active[f] + n;
                double delta = next.mean[f] - mean[f];
                max[f] = active[f] == 0 ? next.max[f] : Math.max(max[f], next.max[f]);
                squares[f] += next.squares[f] + delta * delta * ((double) active[f] * n / all);
                mean[f] += delta * n / all;
                active[f] = all;
            }
        }
        for (int i = 0; i < histogram.size(); i++) {
            histogram.add(i, next.histogram.get(i));
        }
    }

    private interface Open {
        void take(int feature, float value, long row);
    }

    private void eachOpen(Open to) {
        for (int i = 0; i < touchedCount; i++) {
            to.take(touched[i], best[touched[i]], bestRow[touched[i]]);
        }
    }

    /** What the open document's largest value may be. */
    private void improve(int feature, float value, long row) {
        if (best[feature] == 0) {
            touched[touchedCount++] = feature;
        }
        if (best[feature] == 0 || value > best[feature]) {
            best[feature] = value;
            bestRow[feature] = row;
        }
    }

    /** Keeps the places of a feature in falling order; of equal values the earlier document stays first. */
    private void offer(int feature, float value, int in, long row) {
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
        topDocument[at] = in;
        topRow[at] = row;
        topSize[feature] = Math.min(MOST, topSize[feature] + 1);
    }

    /** The statistics of all rows taken. Nothing may be added afterwards. */
    FeatureStatistics build() {
        if (follows) {
            throw new IllegalStateException("rows come before these");
        }
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
