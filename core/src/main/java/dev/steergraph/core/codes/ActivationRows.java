package dev.steergraph.core.codes;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The activations of one hook point: rows of d float32 values in several parts, mapped from disk. */
public final class ActivationRows {

    private final int width;
    private final List<FloatBuffer> parts;
    private final int[] start;
    /** Which rows these are; null for all. */
    private final int @Nullable [] chosen;

    /** @param width d @param parts F32[rows, d] each */
    public ActivationRows(int width, List<FloatBuffer> parts) {
        this(width, List.copyOf(parts), null);
    }

    private ActivationRows(int width, List<FloatBuffer> parts, int @Nullable [] chosen) {
        this.width = width;
        this.parts = parts;
        this.chosen = chosen;
        start = new int[parts.size() + 1];
        for (int p = 0; p < parts.size(); p++) {
            start[p + 1] = Math.addExact(start[p], parts.get(p).limit() / width);
        }
    }

    /** Some of the rows, in the order given; nothing is copied. */
    public ActivationRows only(int... wanted) {
        int[] rows = wanted.clone();
        if (chosen != null) {
            for (int i = 0; i < rows.length; i++) {
                rows[i] = chosen[rows[i]];
            }
        }
        return new ActivationRows(width, parts, rows);
    }

    public int width() {
        return width;
    }

    public int rows() {
        return chosen == null ? start[parts.size()] : chosen.length;
    }

    /** Copies one row. */
    public void copy(int index, float[] target, int at) {
        int row = chosen == null ? index : chosen[index];
        int p = Arrays.binarySearch(start, row);
        int part = p >= 0 ? p : -p - 2;
        parts.get(part).get((row - start[part]) * width, target, at, width);
    }
}
