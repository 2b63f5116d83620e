package dev.steergraph.ingest.pipeline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.cypher.HookPoint;
import dev.steergraph.ingest.corpus.TokenizedDocument;
import dev.steergraph.ingest.model.HookReader;
import dev.steergraph.ingest.model.Transformer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/** Runs a part's documents through the model and lays the activations out in the order of its rows. */
final class PartActivations {

    private final Transformer model;
    private final Set<HookPoint> hooks;
    private final boolean pooled;

    PartActivations(Transformer model, Set<HookPoint> hooks, boolean pooled) {
        this.model = model;
        this.hooks = hooks;
        this.pooled = pooled;
    }

    /** @return float[rows·d] for each hook point */
    Map<HookPoint, float[]> compute(TextPart part, IntConsumer rowsDone) {
        int d = model.info().dModel();
        Map<HookPoint, float[]> values = new HashMap<>();
        for (HookPoint hook : hooks) {
            values.put(hook, new float[Math.multiplyExact(part.rows(), d)]);
        }
        int[] firstRow = new int[part.tokens().size()];
        for (int i = 1; i < firstRow.length; i++) {
            firstRow[i] =
                    firstRow[i - 1] + (pooled ? 1 : part.tokens().get(i - 1).rows());
        }
        int done = 0;
        for (int[] batch : Batches.byLength(part.tokens())) {
            forward(part.tokens(), batch, (hook, activations) -> {
                float[] target = values.get(hook);
                for (int b = 0; b < batch.length; b++) {
                    TokenizedDocument document = part.tokens().get(batch[b]);
                    copy(activations, b * document.ids().length * d, document, target, firstRow[batch[b]] * d, d);
                }
            });
            for (int document : batch) {
                done += pooled ? 1 : part.tokens().get(document).rows();
            }
            rowsDone.accept(done);
        }
        return values;
    }

    private interface Sink {
        void take(HookPoint hook, FloatBuffer activations);
    }

    private void forward(List<TokenizedDocument> documents, int[] batch, Sink sink) {
        int length = documents.get(batch[0]).ids().length;
        long[] ids = new long[batch.length * length];
        for (int b = 0; b < batch.length; b++) {
            int[] document = documents.get(batch[b]).ids();
            for (int t = 0; t < length; t++) {
                ids[b * length + t] = document[t];
            }
        }
        try (NDManager scope = model.manager().newSubManager()) {
            model.forward(scope, scope.create(ids, new Shape(batch.length, length)), new HookReader() {
                @Override
                public Set<HookPoint> hooks() {
                    return hooks;
                }

                @Override
                public void read(HookPoint hook, NDArray activations) {
                    sink.take(
                            hook,
                            activations
                                    .toByteBuffer()
                                    .order(ByteOrder.nativeOrder())
                                    .asFloatBuffer());
                }
            });
        }
    }

    /** Copies a document's rows, leaving special tokens out; with pooling their mean. */
    private void copy(FloatBuffer from, int at, TokenizedDocument document, float[] target, int start, int d) {
        float[] row = new float[d];
        int out = start;
        for (int t = 0; t < document.ids().length; t++) {
            if (!document.special()[t]) {
                if (pooled) {
                    from.get(at + t * d, row);
                    for (int i = 0; i < d; i++) {
                        target[start + i] += row[i] / document.rows();
                    }
                } else {
                    from.get(at + t * d, target, out, d);
                    out += d;
                }
            }
        }
    }
}
