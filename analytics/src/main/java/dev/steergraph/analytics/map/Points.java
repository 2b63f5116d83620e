package dev.steergraph.analytics.map;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Points in the plane, by feature. */
record Points(float[] x, float[] y) {

    /** Enough for two digits of the share; each costs a pass over all points. */
    private static final int SAMPLE = 2_000;

    /** The same places, dealt out at random. */
    Points shuffled(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] otherX = x.clone();
        float[] otherY = y.clone();
        for (int i = otherX.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            float keep = otherX[i];
            otherX[i] = otherX[j];
            otherX[j] = keep;
            keep = otherY[i];
            otherY[i] = otherY[j];
            otherY[j] = keep;
        }
        return new Points(otherX, otherY);
    }

    /**
     * The mean share of a feature's strongest correlates among its nearest points, over features with a correlate; over
     * evenly spaced ones where they are many.
     *
     * @return NaN if there is none
     */
    double share(Neighbours neighbours, int correlates, int nearest) {
        int step = Math.max(1, neighbours.size() / SAMPLE);
        double sum = 0;
        int counted = 0;
        for (int i = 0; i < neighbours.size(); i += step) {
            if (!neighbours.isIsolated(i)) {
                sum += share(i, neighbours.of()[i], correlates, nearest);
                counted++;
            }
        }
        return sum / counted;
    }

    private double share(int feature, int[] strongest, int correlates, int nearest) {
        float[] distance = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            float dx = x[i] - x[feature];
            float dy = y[i] - y[feature];
            distance[i] = dx * dx + dy * dy;
        }
        distance[feature] = Float.POSITIVE_INFINITY;
        float farthest = smallest(distance, Math.min(nearest, distance.length - 1));
        int of = Math.min(correlates, strongest.length);
        int near = 0;
        for (int k = 0; k < of; k++) {
            near += distance[strongest[k]] <= farthest ? 1 : 0;
        }
        return (double) near / of;
    }

    /** The k-th smallest value: few of many are ever among the k, so nearly all cost one comparison. */
    private static float smallest(float[] values, int k) {
        float[] nearest = new float[k];
        Arrays.fill(nearest, Float.POSITIVE_INFINITY);
        for (float value : values) {
            if (value < nearest[k - 1]) {
                int at = k - 1;
                for (; at > 0 && nearest[at - 1] > value; at--) {
                    nearest[at] = nearest[at - 1];
                }
                nearest[at] = value;
            }
        }
        return nearest[k - 1];
    }
}
