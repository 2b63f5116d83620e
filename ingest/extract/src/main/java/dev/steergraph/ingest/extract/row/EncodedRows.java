package dev.steergraph.ingest.extract.row;

import ai.djl.ndarray.NDArray;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.ingest.corpus.batch.TextPart;
import dev.steergraph.ingest.sae.DeviceRows;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/** A row on the device for each token that is not a special one. */
public final class EncodedRows implements RowSink {

    private final TextPart part;
    private final Map<HookPoint, DeviceRows> target;
    private final int[] firstRow;

    public EncodedRows(TextPart part, Map<HookPoint, DeviceRows> target) {
        this.part = part;
        this.target = target;
        firstRow = part.firstRows();
        target.values().forEach(rows -> rows.resize(part.rows()));
    }

    @Override
    public void put(HookPoint hook, int[] sequences, NDArray activations) {
        int length = (int) activations.getShape().get(1);
        long[] taken = new long[sequences.length * length];
        long[] at = new long[taken.length];
        int n = 0;
        for (int b = 0; b < sequences.length; b++) {
            int[] document = part.sequences().get(sequences[b]).document();
            int row = firstRow[sequences[b]];
            for (int t = 0; t < document.length; t++) {
                if (document[t] >= 0) {
                    taken[n] = (long) b * length + t;
                    at[n++] = row++;
                }
            }
        }
        Objects.requireNonNull(target.get(hook)).put(activations, Arrays.copyOf(taken, n), Arrays.copyOf(at, n));
    }

    @Override
    public void finish() {}
}
