package dev.steergraph.ingest.extract;

import dev.steergraph.core.UserError;
import dev.steergraph.core.run.ModelDescription;
import dev.steergraph.ingest.model.WritingWeights;
import dev.steergraph.ingest.model.config.ModelInfo;
import dev.steergraph.ingest.sae.Sae;
import org.jspecify.annotations.Nullable;

/**
 * The model whose activations SAEs encode.
 *
 * @param architecture {@code model_type}; null if the run does not say it
 */
public record SaeTarget(String model, @Nullable String architecture, int dModel, int layers) {

    public static SaeTarget of(ModelInfo info) {
        return new SaeTarget(info.id(), info.architecture(), info.dModel(), info.layers());
    }

    static SaeTarget of(ModelDescription model) {
        return new SaeTarget(model.id(), model.architecture(), model.dModel(), model.layers());
    }

    /**
     * The SAE as it is for this model: centring of the writing weights is done where TransformerLens does it.
     *
     * @param place of the SAE, for messages
     * @throws UserError if it is not known whether it does
     */
    public Sae fitted(Sae sae, String place) {
        if (!sae.preparation().centered()) {
            return sae;
        }
        if (architecture == null) {
            throw new UserError(
                    place + ": the SAE was made on centred writing weights, and the run does not say of which"
                            + " architecture its model is, because an older version began it; extract again.");
        }
        return WritingWeights.areCentered(architecture)
                ? sae
                : sae.with(sae.preparation().uncentered());
    }
}
