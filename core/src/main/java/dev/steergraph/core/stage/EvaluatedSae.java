package dev.steergraph.core.stage;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How good an SAE is on the documents that training holds out.
 *
 * @param l0 mean number of active features a row
 * @param explainedVariance 1 − squared error / variance
 * @param silentShare of all features, those that are active on none of the rows
 * @param prediction null if the model predicts no text
 */
public record EvaluatedSae(
        double l0,
        double explainedVariance,
        double silentShare,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Prediction prediction) {

    /**
     * What a language model predicts, nats a token.
     *
     * @param clean as it is
     * @param spliced with reconstructions in place of the activations
     * @param zeroed with zeros
     * @param recovered (zeroed − spliced) / (zeroed − clean)
     * @param tokens predicted
     */
    public record Prediction(double clean, double spliced, double zeroed, double recovered, long tokens) {}
}
