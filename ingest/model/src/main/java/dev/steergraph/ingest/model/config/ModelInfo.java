package dev.steergraph.ingest.model.config;

import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.HookPoint.Site;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
 * @param hooks what can be read
 */
public record ModelInfo(
        String id,
        String architecture,
        int layers,
        int dModel,
        int maxContext,
        @Nullable Integer bosToken,
        ModelHooks hooks) {

    /** What can be read. */
    public Set<Site> sites() {
        return hooks.sites();
    }

    /** Whether there is such a tensor. */
    public boolean has(HookPoint hook) {
        return hook.layer() < layers && sites().contains(hook.site());
    }

    /** Every hook point, ascending. */
    public List<HookPoint> hookPoints() {
        return sites().stream()
                .flatMap(site -> site == Site.EMBED
                        ? Stream.of(HookPoint.embed())
                        : IntStream.range(0, layers).mapToObj(layer -> new HookPoint(layer, site)))
                .sorted()
                .toList();
    }

    /** How many values a token has at a hook point: the last dimension of what is read there. */
    public int width(HookPoint hook) {
        return hook.site() == Site.Z ? hooks.attention(hook.layer()) : dModel;
    }

    /** The sizes as config.json has them, under their own names or aliases. */
    public static ModelInfo of(String id, ModelConfig config, @Nullable Integer bosToken, ModelHooks hooks) {
        return new ModelInfo(
                id,
                config.type(),
                config.size("num_hidden_layers"),
                config.size("hidden_size"),
                config.size("max_position_embeddings"),
                bosToken,
                hooks);
    }
}
