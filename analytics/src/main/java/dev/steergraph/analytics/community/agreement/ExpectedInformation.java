package dev.steergraph.analytics.community.agreement;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The mutual information that two partitions with groups of these sizes share by chance, in nats: its mean over all ways to
 * draw them (Vinh, Epps, Bailey, JMLR 11, 2010, equation 24). Groups of equal sizes are summed once: O(sizes² · n).
 */
final class ExpectedInformation {

    private final int n;
    private final double[] logFactorial;

    private ExpectedInformation(int n) {
        this.n = n;
        this.logFactorial = new double[n + 1];
        for (int i = 2; i <= n; i++) {
            logFactorial[i] = logFactorial[i - 1] + Math.log(i);
        }
    }

    static double of(Contingency table) {
        ExpectedInformation of = new ExpectedInformation(table.n());
        double sum = 0;
        for (Map.Entry<Integer, Integer> a : sizes(table.rows()).entrySet()) {
            for (Map.Entry<Integer, Integer> b : sizes(table.columns()).entrySet()) {
                sum += (double) a.getValue() * b.getValue() * of.pair(a.getKey(), b.getKey());
            }
        }
        return sum;
    }

    private double pair(int a, int b) {
        double constant =
                logFactorial[a] + logFactorial[b] + logFactorial[n - a] + logFactorial[n - b] - logFactorial[n];
        double sum = 0;
        for (int both = Math.max(1, a + b - n); both <= Math.min(a, b); both++) {
            double logProbability = constant
                    - logFactorial[both]
                    - logFactorial[a - both]
                    - logFactorial[b - both]
                    - logFactorial[n - a - b + both];
            double information = (double) both / n * (Math.log((double) n * both) - Math.log((double) a * b));
            sum += information * Math.exp(logProbability);
        }
        return sum;
    }

    private static Map<Integer, Integer> sizes(int[] groups) {
        Map<Integer, Integer> count = new TreeMap<>();
        Arrays.stream(groups).forEach(size -> count.merge(size, 1, Integer::sum));
        return count;
    }
}
