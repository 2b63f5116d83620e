package dev.steergraph.ingest.extract.row;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.ingest.corpus.batch.Batches;
import dev.steergraph.ingest.corpus.batch.Sequence;
import dev.steergraph.ingest.corpus.batch.TextPart;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.model.engine.HostArrays;
import dev.steergraph.ingest.model.hook.HookReader;
import java.util.List;
import java.util.Set;

/** Runs a part's sequences through the model, batch by batch. */
public final class PartActivations {

    private final Transformer model;
    private final Set<HookPoint> hooks;
    private final boolean pooled;
    private final int batchTokens;

    public PartActivations(Transformer model, Set<HookPoint> hooks, boolean pooled, int batchTokens) {
        this.model = model;
        this.hooks = hooks;
        this.pooled = pooled;
        this.batchTokens = batchTokens;
    }

    /** Told after each batch how many rows (with pooling, sequences) and tokens it had; may throw to stop. */
    public interface Done {
        void batch(int rows, int tokens);
    }

    public void compute(TextPart part, List<RowSink> sinks, Done done) {
        List<Sequence> sequences = part.sequences();
        int[] lengths = sequences.stream().mapToInt(Sequence::length).toArray();
        for (int[] batch : Batches.byLength(lengths, batchTokens)) {
            forward(sequences, batch, sinks);
            int batchRows = 0;
            for (int sequence : batch) {
                batchRows += pooled ? 1 : sequences.get(sequence).rows();
            }
            done.batch(batchRows, batch.length * lengths[batch[0]]);
        }
        sinks.forEach(RowSink::finish);
    }

    private void forward(List<Sequence> sequences, int[] batch, List<RowSink> sinks) {
        int length = sequences.get(batch[0]).length();
        long[] ids = new long[batch.length * length];
        for (int b = 0; b < batch.length; b++) {
            int[] sequence = sequences.get(batch[b]).ids();
            for (int t = 0; t < length; t++) {
                ids[b * length + t] = sequence[t];
            }
        }
        try (NDManager scope = model.manager().newSubManager()) {
            model.forward(scope, HostArrays.copy(scope, ids, new Shape(batch.length, length)), new HookReader() {
                @Override
                public Set<HookPoint> hooks() {
                    return hooks;
                }

                @Override
                public void read(HookPoint hook, NDArray activations) {
                    sinks.forEach(sink -> sink.put(hook, batch, activations));
                }
            });
        }
    }
}
