package dev.steergraph.core.feature;

/**
 * Bins for positive values of any size, two to each power of two: [2^e, 1.5·2^e) and [1.5·2^e, 2^(e+1)). The first and the
 * last also take what lies beyond them. All edges are exact in float32, and a value's bin is read off its bits.
 */
public final class Histogram {

    private static final int LOWEST = -20;
    private static final int HIGHEST = 20;

    /** Number of bins. */
    public static final int BINS = 2 * (HIGHEST - LOWEST);

    private static final int FIRST = (LOWEST + 127) << 1;

    private Histogram() {}

    /** The bin of a positive value. */
    static int bin(float value) {
        int halfOctave = Float.floatToRawIntBits(value) >>> 22;
        return Math.max(0, Math.min(BINS - 1, halfOctave - FIRST));
    }

    /** Where a bin begins; {@code edge(BINS)} is where the last ends. */
    public static double edge(int bin) {
        return Math.scalb(1 + (bin & 1) / 2.0, LOWEST + (bin >> 1));
    }

    /** double[BINS + 1] */
    static double[] edges() {
        double[] edges = new double[BINS + 1];
        for (int bin = 0; bin <= BINS; bin++) {
            edges[bin] = edge(bin);
        }
        return edges;
    }
}
