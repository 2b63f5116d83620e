package dev.steergraph.ingest.correlate.synthetic;

import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.id.HookPoint;
import java.util.Arrays;
import java.util.BitSet;

/** Collects the activations of one layer, row by row. */
final class RowBuffer {

    private final int features;
    private final long[] indptr;
    private final BitSet fires;
    private final float[] value;
    private int[] indices;
    private float[] values;
    private int rows;
    private int size;

    RowBuffer(int features, int rows, int active) {
        this.features = features;
        indptr = new long[rows + 1];
        fires = new BitSet(features);
        value = new float[features];
        int expected = Math.toIntExact(Math.multiplyFull(rows, active + active / 4 + 8));
        indices = new int[expected];
        values = new float[expected];
    }

    /** Sets a feature's value, unless it is active in this row already; tells whether it did. */
    boolean fire(int feature, float with) {
        if (fires.get(feature)) {
            return false;
        }
        fires.set(feature);
        value[feature] = with;
        return true;
    }

    void endRow() {
        int needed = size + fires.cardinality();
        if (needed > indices.length) {
            indices = Arrays.copyOf(indices, Math.max(needed, indices.length + indices.length / 2));
            values = Arrays.copyOf(values, indices.length);
        }
        for (int feature = fires.nextSetBit(0); feature >= 0; feature = fires.nextSetBit(feature + 1)) {
            indices[size] = feature;
            values[size++] = value[feature];
        }
        fires.clear();
        indptr[++rows] = size;
    }

    Codes codes(HookPoint hook) {
        return new Codes(hook, features, rows, indptr, Arrays.copyOf(indices, size), Arrays.copyOf(values, size));
    }
}
