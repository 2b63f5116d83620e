package dev.steergraph.ingest.extract.row;

import dev.steergraph.core.id.HookPoint;
import dev.steergraph.ingest.corpus.batch.TextPart;
import java.nio.FloatBuffer;

/** A row for each token that is not a special one. */
public final class TokenRows extends HostRows {

    private final TextPart part;
    private final PartBuffers target;
    private final int[] firstRow;

    public TokenRows(TextPart part, PartBuffers target) {
        this.part = part;
        this.target = target;
        firstRow = part.firstRows();
    }

    @Override
    void put(HookPoint hook, int sequence, FloatBuffer activations, int first) {
        int d = target.width(hook);
        FloatBuffer rows = target.of(hook).asFloatBuffer();
        rows.position(firstRow[sequence] * d);
        int[] document = part.sequences().get(sequence).document();
        for (int from = 0; from < document.length; from++) {
            int to = from;
            while (to < document.length && document[to] >= 0) {
                to++;
            }
            if (to > from) {
                rows.put(activations.slice((first + from) * d, (to - from) * d));
                from = to;
            }
        }
    }

    @Override
    public void finish() {}
}
