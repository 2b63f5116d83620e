package dev.steergraph.ingest.correlate.kernel;

/** Mutual information of whether two features are active, from the 2x2 table of their rows. */
final class BinaryInformation {

    private static final double LN_2 = Math.log(2);

    private BinaryInformation() {}

    /** Bits; never negative. */
    static double mutual(long n11, long n1, long n2, long n) {
        double nats = cell(n11, n1, n2, n)
                + cell(n1 - n11, n1, n - n2, n)
                + cell(n2 - n11, n - n1, n2, n)
                + cell(n - n1 - n2 + n11, n - n1, n - n2, n);
        return Math.max(0, nats / LN_2);
    }

    private static double cell(long both, double a, double b, double n) {
        return both == 0 ? 0 : both / n * Math.log(both / a * (n / b));
    }

    /** Entropy in bits of being active on {@code k} of {@code n} rows. */
    static double entropy(long k, long n) {
        double p = (double) k / n;
        return k == 0 || k == n ? 0 : -(p * Math.log(p) + (1 - p) * Math.log1p(-p)) / LN_2;
    }

    /** I / sqrt(H1 H2), at most 1; 0 if one of them is always or never active. */
    static double normalised(double mutual, long n1, long n2, long n) {
        double h = Math.sqrt(entropy(n1, n) * entropy(n2, n));
        return h > 0 ? Math.min(1, mutual / h) : 0;
    }
}
