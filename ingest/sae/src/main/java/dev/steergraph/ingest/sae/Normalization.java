package dev.steergraph.ingest.sae;

import java.util.Locale;

/** What is done to activations before an SAE sees them, and undone on its reconstructions. SAELens' names. */
public enum Normalization {
    NONE,
    /** A factor that is folded into published weights; SAELens does nothing more when it encodes. */
    EXPECTED_AVERAGE_ONLY_IN,
    /** x·√d/‖x‖ */
    CONSTANT_NORM_RESCALE,
    /** (x − mean) / (standard deviation + 1e-5) */
    LAYER_NORM;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
