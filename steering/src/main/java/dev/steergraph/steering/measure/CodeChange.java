package dev.steergraph.steering.measure;

import dev.steergraph.ingest.sae.SaeEncoder;
import java.util.Arrays;

/**
 * How the features of a set change when a model is steered, over rows of texts. Its mean is over rows, its standard error over
 * texts: the mean is a ratio of two sums over texts, of changes and of rows, and rows of one text depend on each other.
 *
 * <p>Letters: F features, D texts, n_d rows of text d, c_d their changes' sum.
 */
public final class CodeChange {

    private final double[] sum;
    private final double[] squares;
    private final double[] products;
    private double rows;
    private double rowsSquared;
    private int texts;

    private final double[] ofText;
    private final int[] touched;
    private int touchedCount;

    /** @param features F */
    public CodeChange(int features) {
        sum = new double[features];
        squares = new double[features];
        products = new double[features];
        ofText = new double[features];
        touched = new int[features];
    }

    /** Told of every change. */
    public interface Observer {

        Observer NONE = (row, feature, change) -> {};

        void changed(int row, int feature, double change);
    }

    /**
     * Adds the rows of a batch.
     *
     * @param text int[rows], which text a row is of; those of a text follow each other
     */
    public void add(SaeEncoder.Codes before, SaeEncoder.Codes after, int[] text, Observer observer) {
        int from = 0;
        for (int row = 0; row < text.length; row++) {
            addRow(before, after, row, observer);
            if (row + 1 == text.length || text[row + 1] != text[row]) {
                endText(row + 1 - from);
                from = row + 1;
            }
        }
    }

    private void addRow(SaeEncoder.Codes before, SaeEncoder.Codes after, int row, Observer observer) {
        int a = (int) before.indptr()[row];
        int b = (int) after.indptr()[row];
        int endA = (int) before.indptr()[row + 1];
        int endB = (int) after.indptr()[row + 1];
        while (a < endA || b < endB) {
            int ofA = a < endA ? before.features()[a] : Integer.MAX_VALUE;
            int ofB = b < endB ? after.features()[b] : Integer.MAX_VALUE;
            int feature = Math.min(ofA, ofB);
            double change = 0;
            if (ofB == feature) {
                change += after.values()[b++];
            }
            if (ofA == feature) {
                change -= before.values()[a++];
            }
            if (change != 0) {
                if (ofText[feature] == 0) {
                    touched[touchedCount++] = feature;
                }
                ofText[feature] += change;
                if (ofText[feature] == 0) {
                    ofText[feature] = Double.MIN_VALUE; // It stays among those that were touched.
                }
                observer.changed(row, feature, change);
            }
        }
    }

    private void endText(int n) {
        for (int k = 0; k < touchedCount; k++) {
            int feature = touched[k];
            double change = ofText[feature];
            sum[feature] += change;
            squares[feature] += change * change;
            products[feature] += change * n;
            ofText[feature] = 0;
        }
        touchedCount = 0;
        rows += n;
        rowsSquared += (double) n * n;
        texts++;
    }

    /** Mean change over rows, in the units of the feature's activations. */
    public double mean(int feature) {
        return sum[feature] / rows;
    }

    /** Standard error of the mean over texts; NaN of fewer than two. */
    public double error(int feature) {
        double mean = mean(feature);
        double residual = squares[feature] - 2 * mean * products[feature] + mean * mean * rowsSquared;
        return Math.sqrt(Math.max(0, residual) * texts / (texts - 1.0)) / rows;
    }

    /** double[F], mean changes over rows. */
    public double[] means() {
        double[] means = new double[sum.length];
        Arrays.setAll(means, this::mean);
        return means;
    }

    /** D */
    public int texts() {
        return texts;
    }

    public long rows() {
        return (long) rows;
    }
}
