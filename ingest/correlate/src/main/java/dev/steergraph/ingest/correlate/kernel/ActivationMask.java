package dev.steergraph.ingest.correlate.kernel;

import dev.steergraph.ingest.correlate.activation.FeatureColumns;
import dev.steergraph.ingest.correlate.activation.Workers;
import java.util.List;
import java.util.stream.IntStream;

/** Columns of ones where a feature fires. */
final class ActivationMask {

    private ActivationMask() {}

    static FeatureColumns of(FeatureColumns columns, int threads) {
        List<Integer> all =
                IntStream.range(0, columns.activations().length).boxed().toList();
        List<long[]> ones = Workers.run(all, threads, (f, scratch) -> ones(columns.activations()[f]), f -> {});
        return new FeatureColumns(columns.rows(), ones.toArray(new long[0][]));
    }

    private static long[] ones(long[] activations) {
        long[] ones = new long[activations.length];
        for (int k = 0; k < ones.length; k++) {
            ones[k] = FeatureColumns.activation(FeatureColumns.row(activations[k]), 1);
        }
        return ones;
    }
}
