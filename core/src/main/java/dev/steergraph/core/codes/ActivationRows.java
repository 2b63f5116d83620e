package dev.steergraph.core.codes;

import dev.steergraph.core.UserError;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The activations of one hook point: rows of d float32 values in several parts, mapped from disk. */
public final class ActivationRows {

    private static final int MOST = Integer.MAX_VALUE - 8;

    private final int width;
    private final List<FloatBuffer> parts;
    private final long[] start;
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
        start = new long[parts.size() + 1];
        for (int p = 0; p < parts.size(); p++) {
            start[p + 1] = start[p] + parts.get(p).limit() / width;
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

    /** How many rows there are. @throws UserError if they are more than can be numbered by an int */
    public int rows() {
        if (chosen != null) {
            return chosen.length;
        }
        long all = start[parts.size()];
        if (all > MOST) {
            throw new UserError(String.format(
                    Locale.ROOT,
                    "The run has %,d rows of activations, more than the %,d that can be taken at once; give a run of"
                            + " fewer tokens for this.",
                    all,
                    MOST));
        }
        return (int) all;
    }

    /** The first rows, so many or as many as there are. */
    public ActivationRows first(int most) {
        long there = chosen == null ? start[parts.size()] : chosen.length;
        return only(IntStream.range(0, (int) Math.min(most, there)).toArray());
    }

    /** Copies one row. */
    public void copy(long index, float[] target, int at) {
        long row = chosen == null ? index : chosen[(int) index];
        int p = Arrays.binarySearch(start, row);
        int part = p >= 0 ? p : -p - 2;
        parts.get(part).get((int) (row - start[part]) * width, target, at, width);
    }
}
