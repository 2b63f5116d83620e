package dev.steergraph.ingest.extract;

import dev.steergraph.core.codes.OutlierRule;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.stage.Outliers;
import dev.steergraph.ingest.corpus.batch.Sequence;
import dev.steergraph.ingest.corpus.batch.TextPart;
import dev.steergraph.ingest.extract.row.PartActivations;
import dev.steergraph.ingest.extract.row.TokenNorms;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.model.engine.Kernels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the first tokens of a corpus tell before its rows are made: how long rows are at each hook point, and whether the first
 * position is a sink. The same tokens on any device, so that a run decides alike wherever it goes on.
 */
final class OutlierSample {

    /** Of them the median of a hook point is known to a percent or two; the limit lies at three times it or more. */
    static final int TOKENS = 1_024;

    /**
     * The first position is a sink if half of its norms are above the limit, or above so many medians. These may be fewer than
     * make a single row an outlier: what stands there is of one kind, and lies around the limit where a sink grows or fades
     * from block to block.
     */
    private static final double FIRST_MEDIANS = 4;

    private OutlierSample() {}

    /**
     * @param sample the beginning of the corpus, first tokens among its rows; null if it has no text
     * @param hasBos whether sequences begin with a special token, which is never a row
     * @param kept whether outliers are rows all the same
     */
    static Outliers look(
            Transformer model,
            List<HookPoint> hooks,
            @Nullable TextPart sample,
            boolean hasBos,
            boolean kept,
            int batchTokens)
            throws IOException {
        if (sample == null) {
            return Outliers.looked(Map.of(), Map.of(), kept, false);
        }
        TextPart part = beginning(sample);
        Map<HookPoint, Double> medians = new TreeMap<>();
        Map<HookPoint, Double> limits = new TreeMap<>();
        boolean sink = false;
        try (Kernels kernels = Kernels.beside(TokenNorms.class, model.manager())) {
            TokenNorms norms = new TokenNorms(part, hooks, kernels, model.manager());
            new PartActivations(model, Set.copyOf(hooks), false, batchTokens)
                    .compute(part, List.of(norms), (rows, tokens) -> {});
            for (int hook = 0; hook < hooks.size(); hook++) {
                float[] all = norms(part, norms, hook, false);
                double median = OutlierRule.median(all);
                double limit = OutlierRule.limit(all);
                medians.put(hooks.get(hook), median);
                limits.put(hooks.get(hook), limit);
                double first = OutlierRule.median(norms(part, norms, hook, true));
                sink |= median > 0 && first > Math.min(FIRST_MEDIANS * median, limit);
            }
        }
        return Outliers.looked(medians, limits, kept, sink && !hasBos && !kept);
    }

    /** Whole sequences with as many tokens as are wanted. */
    private static TextPart beginning(TextPart sample) {
        List<Sequence> sequences = new ArrayList<>();
        int rows = 0;
        for (Sequence sequence : sample.sequences()) {
            if (rows < TOKENS) {
                sequences.add(sequence);
                rows += sequence.rows();
            }
        }
        return sample.with(sequences, rows);
    }

    /** Of the tokens that are rows. @param first of those only that begin a sequence */
    private static float[] norms(TextPart part, TokenNorms norms, int hook, boolean first) {
        List<Float> found = new ArrayList<>();
        for (int s = 0; s < part.sequences().size(); s++) {
            int[] document = part.sequences().get(s).document();
            for (int t = 0; t < (first ? Math.min(1, document.length) : document.length); t++) {
                if (document[t] >= 0) {
                    found.add(norms.of(hook, s, t));
                }
            }
        }
        float[] array = new float[found.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = found.get(i);
        }
        return array;
    }
}
