package dev.steergraph.ingest.correlate;

import dev.steergraph.ingest.store.Codes;
import java.util.Arrays;
import java.util.List;

/**
 * Moments of every feature over all rows, zeros included; the sum of squares about the mean by the corrected two-pass
 * algorithm (Chan, Golub, LeVeque 1983), so that it is exact to rounding for any ratio of mean to deviation.
 *
 * @param rows number of rows N
 * @param active rows on which the feature fires
 * @param mean over N rows
 * @param absolute mean of |x| over N rows
 * @param centred sum of (x - mean)² over N rows; exactly 0 for a feature that does not vary
 * @param max largest value over N rows
 */
record FeatureMoments(int rows, int[] active, double[] mean, double[] absolute, double[] centred, double[] max) {

    static FeatureMoments of(List<Codes> layers, FeatureSpace space, int rows) {
        FeatureMoments m = new FeatureMoments(
                rows,
                new int[space.size()],
                new double[space.size()],
                new double[space.size()],
                new double[space.size()],
                new double[space.size()]);
        double[] min = new double[space.size()];
        Arrays.fill(min, Double.POSITIVE_INFINITY);
        Arrays.fill(m.max, Double.NEGATIVE_INFINITY);
        for (int k = 0; k < space.layers().length; k++) {
            m.addFirst(layers.get(k), space.offsets()[k], min);
        }
        m.finishFirst(min);
        double[] deviation = new double[space.size()];
        for (int k = 0; k < space.layers().length; k++) {
            m.addSecond(layers.get(k), space.offsets()[k], deviation);
        }
        m.finishSecond(min, deviation);
        return m;
    }

    private void addFirst(Codes codes, int offset, double[] min) {
        for (int e = 0; e < codes.values().length; e++) {
            float x = codes.values()[e];
            int f = offset + codes.indices()[e];
            if (x != 0) {
                active[f]++;
            }
            mean[f] += x;
            absolute[f] += Math.abs(x);
            min[f] = Math.min(min[f], x);
            max[f] = Math.max(max[f], x);
        }
    }

    private void finishFirst(double[] min) {
        for (int f = 0; f < active.length; f++) {
            if (active[f] < rows) {
                min[f] = Math.min(min[f], 0);
                max[f] = Math.max(max[f], 0);
            }
            mean[f] = rows == 0 ? 0 : mean[f] / rows;
            absolute[f] = rows == 0 ? 0 : absolute[f] / rows;
            max[f] = rows == 0 ? 0 : max[f];
        }
    }

    private void addSecond(Codes codes, int offset, double[] deviation) {
        for (int e = 0; e < codes.values().length; e++) {
            if (codes.values()[e] != 0) {
                int f = offset + codes.indices()[e];
                double d = codes.values()[e] - mean[f];
                deviation[f] += d;
                centred[f] += d * d;
            }
        }
    }

    private void finishSecond(double[] min, double[] deviation) {
        for (int f = 0; f < active.length; f++) {
            if (rows == 0 || min[f] == max[f]) {
                centred[f] = 0;
                mean[f] = max[f];
                continue;
            }
            double silent = rows - active[f];
            double shift = (deviation[f] - silent * mean[f]) / rows;
            centred[f] += silent * mean[f] * mean[f] - rows * shift * shift;
            mean[f] += shift;
        }
    }

    double sd(int feature) {
        return rows == 0 ? 0 : Math.sqrt(centred[feature] / rows);
    }

    boolean varies(int feature) {
        return centred[feature] > 0;
    }

    FeatureTable table(FeatureSpace space) {
        int n = active.length;
        int[] layer = new int[n];
        int[] index = new int[n];
        double[] density = new double[n];
        double[] sd = new double[n];
        for (int f = 0; f < n; f++) {
            layer[f] = space.layer(f);
            index[f] = space.index(f);
            density[f] = rows == 0 ? 0 : (double) active[f] / rows;
            sd[f] = sd(f);
        }
        return new FeatureTable(layer, index, active.clone(), density, mean.clone(), sd, max.clone());
    }
}
