package dev.steergraph.ingest.correlate.activation;

import dev.steergraph.core.codes.CodeRows;
import java.util.List;

/**
 * The firings of every feature.
 *
 * @param rows number of rows
 * @param firings [feature][firing] {@code row << 32 | bits of the float}, ascending; values are never 0
 */
public record FeatureColumns(int rows, long[][] firings) {

    public static FeatureColumns of(List<? extends CodeRows> layers, FeatureSpace space, int rows, int threads) {
        return CodeActivations.of(layers, space, rows, threads).columns();
    }

    public int active(int feature) {
        return firings[feature].length;
    }

    /** Writes a feature's values into a column of zeros. */
    void spread(int feature, float[] column) {
        spread(firings[feature], column);
    }

    /** Writes the values of a list into a column of zeros. */
    public static void spread(long[] firings, float[] column) {
        for (long firing : firings) {
            column[row(firing)] = value(firing);
        }
    }

    /** Makes zeros of what a list wrote. */
    public static void clear(long[] firings, float[] column) {
        for (long firing : firings) {
            column[row(firing)] = 0;
        }
    }

    public static long firing(int row, float value) {
        return ((long) row << 32) | (Float.floatToRawIntBits(value) & 0xFFFFFFFFL);
    }

    public static int row(long firing) {
        return (int) (firing >>> 32);
    }

    public static float value(long firing) {
        return Float.intBitsToFloat((int) firing);
    }
}
