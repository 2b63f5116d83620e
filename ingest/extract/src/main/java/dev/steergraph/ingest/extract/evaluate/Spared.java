package dev.steergraph.ingest.extract.evaluate;

import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.stage.Outliers;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens keep their activations when others are replaced, beside the special ones: those that were left out of the rows
 * for their norm, as SAEs are not trained on them.
 *
 * @param firstPosition whether the first token of a sequence does
 * @param limits at a hook point, above which norm a token keeps its activations instead of reconstructions
 */
record Spared(boolean firstPosition, Map<HookPoint, Double> limits) {

    static final Spared NONE = new Spared(false, Map.of());

    /** @param outliers of the run; null if nobody looked for them */
    static Spared of(@Nullable Outliers outliers) {
        return outliers == null || outliers.kept() ? NONE : new Spared(outliers.firstPosition(), outliers.limits());
    }

    /** 0 for none. */
    double limit(HookPoint hook) {
        return limits.getOrDefault(hook, 0.0);
    }
}
