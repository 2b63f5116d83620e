package dev.steergraph.analytics.validate;

/** Corrects for many tests by the false discovery rate (Benjamini, Hochberg 1995). */
final class BenjaminiHochberg {

    private BenjaminiHochberg() {}

    /**
     * @param p ascending
     * @param tests how many tests there were, not fewer; those that are not listed have p = 1
     * @return the adjusted values, in the same order
     */
    static double[] adjust(double[] p, long tests) {
        double[] q = new double[p.length];
        double smallest = 1;
        for (int i = p.length - 1; i >= 0; i--) {
            smallest = Math.min(smallest, p[i] * tests / (i + 1));
            q[i] = smallest;
        }
        return q;
    }
}
