package dev.steergraph.ingest.extract.row;

import ai.djl.ndarray.NDArray;
import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.ingest.corpus.batch.Sequence;
import dev.steergraph.ingest.corpus.batch.TextPart;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.model.engine.Kernels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The rows of a little text at some hook points, which fit into memory together: a row for each token that is neither a
 * special one nor an outlier.
 */
public final class SampleRows {

    private final Transformer model;
    private final TextPart text;
    private final OutlierLimits limits;
    private final int most;
    private final int batchTokens;

    /**
     * @param text a row is a token, whatever it is in the run
     * @param limits what an outlier is, at the hook points of the run
     * @param most rows at most
     */
    public SampleRows(Transformer model, TextPart text, OutlierLimits limits, int most, int batchTokens) {
        this.model = model;
        this.text = text.with(
                text.sequences(),
                text.sequences().stream().mapToInt(Sequence::rows).sum());
        this.limits = new OutlierLimits(limits.hooks(), limits.limits(), false);
        this.most = most;
        this.batchTokens = batchTokens;
    }

    /** The first of them: whole sequences are run, and as many rows are left at most. */
    public SampleRows first(int rows) {
        List<Sequence> sequences = new ArrayList<>();
        int taken = 0;
        for (Sequence sequence : text.sequences()) {
            if (taken < rows) {
                sequences.add(sequence);
                taken += sequence.rows();
            }
        }
        return new SampleRows(model, text.with(sequences, taken), limits, rows, batchTokens);
    }

    /**
     * Runs the model.
     *
     * @param hooks which need not be those of the run
     */
    public Map<HookPoint, ActivationRows> at(Set<HookPoint> hooks) throws IOException {
        PartBuffers host = new PartBuffers(hooks, model.info()::width);
        host.resize(text.rows());
        Set<HookPoint> norms = Set.copyOf(limits.hooks());
        Set<HookPoint> all = new HashSet<>(norms);
        all.addAll(hooks);
        try (Kernels kernels = Kernels.beside(TokenNorms.class, model.manager())) {
            TokenNorms lengths = new TokenNorms(text, limits.hooks(), kernels, model.manager());
            new PartActivations(model, all, false, batchTokens)
                    .compute(
                            text,
                            List.of(new Only(norms, lengths), new Only(hooks, new TokenRows(text, host))),
                            (rows, tokens) -> {});
            TextPart left = new OutlierSearch(limits).without(text, lengths);
            int[] kept = OutlierSearch.kept(text, left, false);
            host.keep(Arrays.copyOf(kept, Math.min(most, kept.length)));
        }
        Map<HookPoint, ActivationRows> found = new TreeMap<>();
        for (HookPoint hook : hooks) {
            found.put(
                    hook,
                    new ActivationRows(host.width(hook), List.of(host.of(hook).asFloatBuffer())));
        }
        return found;
    }

    /** Lets a sink hear of some hook points. */
    private record Only(Set<HookPoint> hooks, RowSink sink) implements RowSink {

        @Override
        public void put(HookPoint hook, int[] sequences, NDArray activations) {
            if (hooks.contains(hook)) {
                sink.put(hook, sequences, activations);
            }
        }

        @Override
        public void finish() {
            sink.finish();
        }
    }
}
