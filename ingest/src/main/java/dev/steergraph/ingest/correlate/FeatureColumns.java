package dev.steergraph.ingest.correlate;

import dev.steergraph.ingest.store.CodeRows;
import java.util.List;

/**
 * The firings of every feature.
 *
 * @param rows number of rows
 * @param firings [feature][firing] {@code row << 32 | bits of the float}, ascending; values are never 0
 */
record FeatureColumns(int rows, long[][] firings) {

    static FeatureColumns of(List<? extends CodeRows> layers, FeatureSpace space, int rows, int threads) {
        return CodeFirings.of(layers, space, rows, threads).columns();
    }

    int active(int feature) {
        return firings[feature].length;
    }

    static long firing(int row, float value) {
        return ((long) row << 32) | (Float.floatToRawIntBits(value) & 0xFFFFFFFFL);
    }

    static int row(long firing) {
        return (int) (firing >>> 32);
    }

    static float value(long firing) {
        return Float.intBitsToFloat((int) firing);
    }
}
