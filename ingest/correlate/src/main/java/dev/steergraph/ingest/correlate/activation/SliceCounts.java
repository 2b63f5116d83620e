package dev.steergraph.ingest.correlate.activation;

import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.table.FeatureSpace;
import java.util.List;

/** How often features fire on the rows of a slice, which are known to be sound. */
final class SliceCounts {

    private SliceCounts() {}

    /** @return [feature] activations */
    static int[] of(List<? extends CodeRows> layers, FeatureSpace space, int from, int to) {
        int[] counts = new int[space.size()];
        for (int row = from; row < to; row += RowSlices.BLOCK) {
            for (int k = 0; k < layers.size(); k++) {
                add(layers.get(k).range(row, Math.min(to, row + RowSlices.BLOCK)), space.offsets()[k], counts);
            }
        }
        return counts;
    }

    private static void add(Codes codes, int offset, int[] counts) {
        int[] indices = codes.indices();
        float[] values = codes.values();
        for (int e = 0; e < values.length; e++) {
            counts[offset + indices[e]] += values[e] != 0 ? 1 : 0;
        }
    }
}
