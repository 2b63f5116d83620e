package dev.steergraph.steering.effect;

import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.steering.correct.Correction;
import dev.steergraph.steering.edit.Edit;
import dev.steergraph.steering.edit.Steering;
import dev.steergraph.steering.edit.Unsteered;
import dev.steergraph.steering.measure.CodeChange;
import dev.steergraph.steering.measure.SharedTexts;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Steers one feature after another on the same texts, all of them at one block, and looks at the SAEs of that block and of
 * those after it. Below the block the texts are read once.
 */
final class EffectProbe {

    /** Tokens kept of those that rise, and of those that fall. */
    static final int TOKENS = 10;

    private final Transformer model;
    private final FeatureSpace space;
    private final double[] sd;
    private final Unsteered unsteered;
    private final SharedTexts texts;
    private final @Nullable SharedTexts predicted;

    /**
     * @param texts at whose SAEs is looked
     * @param predicted some of them, of which predictions are compared; null for a model without a head
     * @param sd standard deviations of all features
     */
    EffectProbe(
            Transformer model,
            SharedTexts texts,
            @Nullable SharedTexts predicted,
            FeatureSpace space,
            double[] sd,
            Unsteered unsteered) {
        this.model = model;
        this.texts = texts;
        this.predicted = predicted;
        this.space = space;
        this.sd = sd;
        this.unsteered = unsteered;
    }

    /**
     * Steers along a feature.
     *
     * @param edit what is added
     * @param vector the same as a vector, for a random direction as long; null where it depends on the activations
     */
    FeatureEffects of(int source, Edit edit, float @Nullable [] vector) throws IOException {
        Map<Integer, CodeChange> changes;
        try (Steering steering = new Steering(model, List.of(edit), unsteered)) {
            changes = texts.changes(steering);
        }
        int count = 0;
        long rows = 0;
        int[] target = new int[space.size()];
        double[] effect = new double[target.length];
        double[] error = new double[target.length];
        int n = 0;
        for (Map.Entry<Integer, CodeChange> entry : changes.entrySet()) {
            CodeChange change = entry.getValue();
            count = change.texts();
            rows = change.rows();
            int offset = space.offsets()[entry.getKey()];
            for (int i = 0; i < space.width(entry.getKey()); i++) {
                double unit = sd[offset + i];
                if (unit > 0 && change.error(i) > 0) {
                    target[n] = offset + i;
                    effect[n] = change.mean(i) / unit;
                    error[n++] = change.error(i) / unit;
                }
            }
        }
        TokenChange tokens = predicted == null ? TokenChange.NONE : tokens(predicted, source, edit, vector);
        return new FeatureEffects(
                source,
                Arrays.copyOf(target, n),
                Arrays.copyOf(effect, n),
                Arrays.copyOf(error, n),
                count,
                rows,
                tokens.token(),
                tokens.change());
    }

    /** Tokens by how their logits change. */
    private record TokenChange(int[] token, double[] change) {

        static final TokenChange NONE = new TokenChange(new int[0], new double[0]);

        /** Those that rise most, and those that fall most. */
        static TokenChange of(double[] all) {
            int[] order = IntStream.range(0, all.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> -all[i]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            int most = Math.min(TOKENS, all.length / 2);
            int[] token = new int[2 * most];
            for (int k = 0; k < most; k++) {
                token[k] = order[k];
                token[most + k] = order[order.length - 1 - k];
            }
            return new TokenChange(
                    token, IntStream.of(token).mapToDouble(t -> all[t]).toArray());
        }
    }

    private TokenChange tokens(SharedTexts read, int source, Edit edit, float @Nullable [] vector) throws IOException {
        double[] change = logits(read, edit);
        if (vector != null) {
            double[] other = logits(read, Edit.adding(edit.writes(), Correction.random(vector, source), 1));
            for (int i = 0; i < change.length; i++) {
                change[i] -= other[i];
            }
        }
        return TokenChange.of(change);
    }

    private double[] logits(SharedTexts read, Edit edit) throws IOException {
        try (Steering steering = new Steering(model, List.of(edit), unsteered)) {
            return read.logits(steering);
        }
    }
}
