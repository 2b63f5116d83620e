package dev.steergraph.ingest.model.config;

import dev.steergraph.core.id.HookPoint.Site;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a model before it runs.
 *
 * @param id Neuronpedia's modelId
 * @param architecture config.json's {@code model_type}
 * @param layers number of blocks
 * @param dModel width of the residual stream
 * @param maxContext longest sequence, special tokens included
 * @param bosToken the id of {@code bos_token_id}, or null
 * @param sites what can be read of each block
 */
public record ModelInfo(
        String id,
        String architecture,
        int layers,
        int dModel,
        int maxContext,
        @Nullable Integer bosToken,
        Set<Site> sites) {

    /** What can be read of blocks that begin their halves with a norm. */
    public static final Set<Site> PRE_NORM = Set.of(Site.RESID_PRE, Site.RESID_POST, Site.MLP_OUT, Site.ATTN_OUT);

    /** What can be read of blocks that end their halves with a norm. */
    public static final Set<Site> POST_NORM =
            Set.of(Site.RESID_PRE, Site.RESID_POST, Site.MLP_OUT, Site.ATTN_OUT, Site.UNNORMALIZED_RESID_POST);

    public ModelInfo {
        sites = Set.copyOf(sites);
    }

    /** The sizes as config.json has them, under their own names or aliases. */
    public static ModelInfo of(String id, ModelConfig config, @Nullable Integer bosToken, Set<Site> sites) {
        return new ModelInfo(
                id,
                config.type(),
                config.size("num_hidden_layers"),
                config.size("hidden_size"),
                config.size("max_position_embeddings"),
                bosToken,
                sites);
    }
}
