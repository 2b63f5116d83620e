package dev.steergraph.ingest.correlate.label;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Which of n documents have which of m labels, and what a column of pooled activations has to do with it.
 *
 * <p>Pearson's r of a column v with a label y of 0 and 1, over n documents of which n₁ have it: Σ_{y=1} (v − v̄) / √(Σ (v − v̄)² · n₁
 * (n − n₁) / n). The area under the ROC curve is Mann and Whitney's U / (n₁ (n − n₁)), from ranks that are the mean of tied ones.
 * Documents that a column does not list have 0.
 */
final class LabelSums {

    private final int[][] labels;
    private final int[] documents;

    /** @param labels of each document places of its labels @param names m */
    LabelSums(int[][] labels, int names) {
        this.labels = labels;
        documents = new int[names];
        for (int[] own : labels) {
            for (int label : own) {
                documents[label]++;
            }
        }
    }

    /** n */
    int size() {
        return labels.length;
    }

    /** n₁ of a label. */
    int documents(int label) {
        return documents[label];
    }

    /** What one column has to do with all labels. @param active int[m], documents with the label that the column lists */
    record Found(double[] r, int[] active, double[] sumWith, double sum) {}

    /** @param listed documents of the column, each once @param values of these */
    Found correlations(int[] listed, double[] values) {
        int n = size();
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / n;
        double squares = (n - listed.length) * mean * mean;
        double[] with = new double[documents.length];
        double[] sumWith = new double[documents.length];
        int[] active = new int[documents.length];
        for (int k = 0; k < listed.length; k++) {
            double deviation = values[k] - mean;
            squares += deviation * deviation;
            for (int label : labels[listed[k]]) {
                with[label] += deviation;
                sumWith[label] += values[k];
                active[label]++;
            }
        }
        double[] r = new double[documents.length];
        for (int label = 0; label < r.length; label++) {
            double product = with[label] - (documents[label] - active[label]) * mean;
            double variance = documents[label] * (double) (n - documents[label]) / n;
            double length = Math.sqrt(squares) * Math.sqrt(variance);
            r[label] = length > 0 ? Math.max(-1, Math.min(1, product / length)) : Double.NaN;
        }
        return new Found(r, active, sumWith, sum);
    }

    /** double[m]; NaN of a label that all documents have, or none. */
    double[] auroc(int[] listed, double[] values) {
        int n = size();
        int[] order = order(values);
        double[] ranks = new double[documents.length];
        int zeros = n - listed.length;
        double zero = 0;
        boolean passed = false;
        int below = 0;
        int k = 0;
        while (k < order.length || !passed) {
            if (!passed && (k == order.length || values[order[k]] > 0)) {
                zero = below + (zeros + 1) / 2.0;
                below += zeros;
                passed = true;
                continue;
            }
            int to = k;
            while (to < order.length && values[order[to]] == values[order[k]]) {
                to++;
            }
            double rank = below + (to - k + 1) / 2.0;
            for (int i = k; i < to; i++) {
                for (int label : labels[listed[order[i]]]) {
                    // Of documents that are not listed the rank is known at the end.
                    ranks[label] += rank;
                }
            }
            below += to - k;
            k = to;
        }
        int[] active = new int[documents.length];
        for (int document : listed) {
            for (int label : labels[document]) {
                active[label]++;
            }
        }
        double[] auroc = new double[documents.length];
        for (int label = 0; label < auroc.length; label++) {
            double n1 = documents[label];
            double all = ranks[label] + (n1 - active[label]) * zero;
            auroc[label] = n1 > 0 && n1 < n ? (all - n1 * (n1 + 1) / 2) / (n1 * (n - n1)) : Double.NaN;
        }
        return auroc;
    }

    private static int[] order(double[] values) {
        Integer[] order = new Integer[values.length];
        for (int k = 0; k < order.length; k++) {
            order[k] = k;
        }
        Arrays.sort(order, Comparator.comparingDouble(k -> values[k]));
        int[] plain = new int[order.length];
        for (int k = 0; k < plain.length; k++) {
            plain[k] = order[k];
        }
        return plain;
    }
}
