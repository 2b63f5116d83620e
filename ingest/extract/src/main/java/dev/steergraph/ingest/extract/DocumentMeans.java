package dev.steergraph.ingest.extract;

import dev.steergraph.core.id.HookPoint;
import dev.steergraph.ingest.corpus.batch.Sequence;
import dev.steergraph.ingest.corpus.batch.TextPart;
import java.nio.FloatBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** A row for each document: the mean over its tokens, special ones left out. */
final class DocumentMeans extends HostRows {

    private final TextPart part;
    private final PartBuffers target;
    private final int d;
    private final Map<HookPoint, double[]> sums = new HashMap<>();
    private final int[] tokens;

    DocumentMeans(TextPart part, PartBuffers target, Collection<HookPoint> hooks, int d) {
        this.part = part;
        this.target = target;
        this.d = d;
        hooks.forEach(hook -> sums.put(hook, new double[Math.multiplyExact(part.rows(), d)]));
        tokens = new int[part.rows()];
        for (Sequence sequence : part.sequences()) {
            for (int document : sequence.document()) {
                if (document >= 0) {
                    tokens[document - part.firstDocument()]++;
                }
            }
        }
    }

    @Override
    void put(HookPoint hook, int sequence, FloatBuffer activations, int first) {
        double[] sum = Objects.requireNonNull(sums.get(hook));
        float[] token = new float[d];
        int[] document = part.sequences().get(sequence).document();
        for (int t = 0; t < document.length; t++) {
            if (document[t] >= 0) {
                activations.get((first + t) * d, token);
                int row = (document[t] - part.firstDocument()) * d;
                for (int i = 0; i < d; i++) {
                    sum[row + i] += token[i];
                }
            }
        }
    }

    @Override
    public void finish() {
        sums.forEach((hook, sum) -> {
            FloatBuffer rows = target.of(hook).asFloatBuffer();
            for (int i = 0; i < sum.length; i++) {
                rows.put(i, (float) (sum[i] / tokens[i / d]));
            }
        });
    }
}
