package dev.steergraph.ingest.correlate.kernel;

/**
 * Lower bound on the correlation of whether two features are active, given their mutual information. The mutual
 * information of two variables is the Kullback-Leibler divergence of their joint distribution from the product of
 * their own, which is at most the logarithm of 1 + χ² (Jensen; Gibbs and Su, On choosing and bounding probability
 * metrics, 2002), and of a 2x2 table χ² per row is φ², φ being the Pearson correlation of the two columns of zeros
 * and ones. So I &gt; B bits only where |φ| &gt; √(2^B − 1).
 */
final class InformationBound {

    /** Covers the rounding of φ in double precision. */
    private static final double ROUNDING = 1e-9;

    /** Covers the rounding of I. */
    private static final double ROUNDING_BITS = 1e-13;

    private InformationBound() {}

    /** A pair with more mutual information than this, above 0 and below 1, has |φ| above the result. */
    static double leastCorrelation(double bits) {
        return Math.max(0, Math.sqrt(Math.expm1(Math.max(0, bits - ROUNDING_BITS) * Math.log(2))) - ROUNDING);
    }
}
