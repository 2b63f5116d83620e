package dev.steergraph.ingest.model.config;

import java.util.Set;

/**
 * Where TransformerLens' {@code center_writing_weights} changes activations: in models all of whose norms are LayerNorms
 * before the halves of a block. Elsewhere TransformerLens leaves the weights as they are, whatever it is asked for.
 *
 * @see <a href="https://github.com/TransformerLensOrg/TransformerLens">TransformerLens</a>, {@code process_weights}
 */
public final class WritingWeights {

    private static final Set<String> LAYER_NORM_FIRST = Set.of("gpt2", "gpt_neox");

    private WritingWeights() {}

    /** @param architecture {@code model_type} */
    public static boolean areCentered(String architecture) {
        return LAYER_NORM_FIRST.contains(architecture);
    }
}
