package dev.steergraph.ingest.extract.lens;

import java.util.Arrays;

/** The largest of many values that are offered one after another; of equal ones those that came first. Falling. */
final class Extremes {

    private final int[] ids;
    private final double[] values;
    private int size;

    Extremes(int most) {
        ids = new int[most];
        values = new double[most];
    }

    /** What a value must exceed to be kept. */
    double threshold() {
        return size < ids.length ? Double.NEGATIVE_INFINITY : values[size - 1];
    }

    /** @param id above those that were offered before */
    void offer(int id, double value) {
        if (value <= threshold()) {
            return;
        }
        int at = size < ids.length ? size++ : size - 1;
        while (at > 0 && values[at - 1] < value) {
            ids[at] = ids[at - 1];
            values[at] = values[at - 1];
            at--;
        }
        ids[at] = id;
        values[at] = value;
    }

    int[] ids() {
        return Arrays.copyOf(ids, size);
    }

    double[] values() {
        return Arrays.copyOf(values, size);
    }
}
