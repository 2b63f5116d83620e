package dev.steergraph.ingest.model.block;

import ai.djl.ndarray.NDArray;
import dev.steergraph.ingest.model.engine.Kernels;

/**
 * Chooses experts for each token. Scores are float32 whatever the precision, as rounding them chooses other experts.
 *
 * @param kernels of {@code mixture.py}
 * @param scores [E, d]
 * @param chosen k, experts for each token
 */
public record Router(Kernels kernels, Linear scores, int chosen, Rule rule) {

    /** From scores to the k experts and their shares. */
    public enum Rule {
        /** Probabilities over all experts; the k greatest as they are. */
        SOFTMAX_TOP("softmax_top"),
        /** The same, divided by their sum. */
        SOFTMAX_TOP_NORMALISED("softmax_top_normalised"),
        /** The k greatest scores; probabilities over these alone. */
        TOP_SOFTMAX("top_softmax");

        private final String kernel;

        Rule(String kernel) {
            this.kernel = kernel;
        }
    }

    /** @param weights F32[n, k] @param experts I64[n, k] */
    record Choice(NDArray weights, NDArray experts) {}

    /** @param x [n, d] */
    Choice choose(NDArray x) {
        NDArray[] top = kernels.callAll(x.getManager(), rule.kernel, scores.apply(x), chosen);
        return new Choice(top[0], top[1]);
    }
}
