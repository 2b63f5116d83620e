package dev.steergraph.steering.task;

import java.util.Arrays;

/**
 * The margin from which on an answer counts as the first label: small models prefer one answer whatever the text, so 0 would be no
 * fair cut.
 *
 * @param margin of log-probabilities, first answer less second
 * @param accuracy of the answers that it was chosen on
 */
record Prior(double margin, double accuracy) {

    /** The cut with the most right answers, of several the one in the middle. @param first whether the first label is right */
    static Prior of(double[] margins, boolean[] first) {
        double[] sorted = Arrays.stream(margins).distinct().sorted().toArray();
        double[] cuts = new double[sorted.length + 1];
        cuts[0] = sorted[0] - 1;
        cuts[sorted.length] = sorted[sorted.length - 1] + 1;
        for (int k = 1; k < sorted.length; k++) {
            cuts[k] = (sorted[k - 1] + sorted[k]) / 2;
        }
        int most = -1;
        int from = 0;
        int to = 0;
        for (int k = 0; k < cuts.length; k++) {
            int right = right(margins, first, cuts[k]);
            if (right > most) {
                most = right;
                from = k;
                to = k;
            } else if (right == most && to == k - 1) {
                to = k;
            }
        }
        return new Prior(cuts[(from + to) / 2], most / (double) margins.length);
    }

    private static int right(double[] margins, boolean[] first, double cut) {
        int right = 0;
        for (int i = 0; i < margins.length; i++) {
            right += margins[i] > cut == first[i] ? 1 : 0;
        }
        return right;
    }

    /** Whether each text is answered rightly. */
    boolean[] right(double[] margins, boolean[] first) {
        boolean[] right = new boolean[margins.length];
        for (int i = 0; i < right.length; i++) {
            right[i] = margins[i] > margin == first[i];
        }
        return right;
    }

    /** Share of texts that are answered with the first label. */
    double says(double[] margins) {
        return Arrays.stream(margins).filter(m -> m > margin).count() / (double) margins.length;
    }
}
