package dev.steergraph.ingest.sae;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/** The activations of one hook point: rows of d float32 values in several parts, mapped from disk. */
public final class ActivationRows {

    private final int width;
    private final List<FloatBuffer> parts;
    private final int[] start;

    /** @param width d @param parts F32[rows, d] each */
    public ActivationRows(int width, List<FloatBuffer> parts) {
        this.width = width;
        this.parts = List.copyOf(parts);
        start = new int[parts.size() + 1];
        for (int p = 0; p < parts.size(); p++) {
            start[p + 1] = Math.addExact(start[p], parts.get(p).limit() / width);
        }
    }

    public int width() {
        return width;
    }

    public int rows() {
        return start[parts.size()];
    }

    /** Copies one row. */
    public void copy(int row, float[] target, int at) {
        int p = Arrays.binarySearch(start, row);
        int part = p >= 0 ? p : -p - 2;
        parts.get(part).get((row - start[part]) * width, target, at, width);
    }
}
