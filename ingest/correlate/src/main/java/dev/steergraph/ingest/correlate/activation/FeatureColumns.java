package dev.steergraph.ingest.correlate.activation;

/**
 * The activations of every feature.
 *
 * @param rows number of rows
 * @param activations [feature][activation] {@code row << 32 | bits of the float}, ascending; values are never 0
 */
public record FeatureColumns(int rows, long[][] activations) {

    public int active(int feature) {
        return activations[feature].length;
    }

    /** Writes a feature's values into a column of zeros. */
    void spread(int feature, float[] column) {
        spread(activations[feature], column);
    }

    /** Writes the values of a list into a column of zeros. */
    public static void spread(long[] activations, float[] column) {
        for (long activation : activations) {
            column[row(activation)] = value(activation);
        }
    }

    /** Sets the values that a list wrote back to zero. */
    public static void clear(long[] activations, float[] column) {
        for (long activation : activations) {
            column[row(activation)] = 0;
        }
    }

    public static long activation(int row, float value) {
        return ((long) row << 32) | (Float.floatToRawIntBits(value) & 0xFFFFFFFFL);
    }

    public static int row(long activation) {
        return (int) (activation >>> 32);
    }

    public static float value(long activation) {
        return Float.intBitsToFloat((int) activation);
    }
}
