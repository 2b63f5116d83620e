package dev.steergraph.ingest.model;

import ai.djl.ndarray.NDArray;
import dev.steergraph.ingest.model.block.Activation;
import dev.steergraph.ingest.model.block.Attention;
import dev.steergraph.ingest.model.block.Block;
import dev.steergraph.ingest.model.block.Embedding;
import dev.steergraph.ingest.model.block.Head;
import dev.steergraph.ingest.model.block.Rotary;
import dev.steergraph.ingest.model.config.FieldTable;
import dev.steergraph.ingest.model.config.ModelConfig;
import dev.steergraph.ingest.model.config.ModelInfo;
import dev.steergraph.ingest.model.config.RopeParameters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Llama 2 and 3, SmolLM2, and what stands on it: rotary positions, root-mean-square norms, gated feed-forward layers, keys and values
 * shared by groups of heads.
 *
 * @see <a href="https://arxiv.org/abs/2307.09288">Llama 2</a> and <a href="https://arxiv.org/abs/2310.06825">Mistral</a>;
 *     names are those of Hugging Face's LlamaForCausalLM
 */
final class Llama extends Transformer {

    static final FieldTable FIELDS = addTo(FieldTable.of("llama"))
            .size("intermediate_size", 11_008, FieldTable.WIDTH, "width of the feed-forward layer")
            .size("num_key_value_heads", null, FieldTable.HEADS, "groups that share keys and values; as many as heads")
            .size("max_position_embeddings", 2_048, Integer.MAX_VALUE, "longest sequence")
            .truth("attention_bias", false, "whether the attention's matrices have biases")
            .truth("mlp_bias", false, "whether the feed-forward layer's matrices have biases")
            .onlyBeside("rope_interleaved", false)
            .unused("pretraining_tp");

    private Llama(ModelInfo info, Parts parts) {
        super(info, parts);
    }

    /** Fields that Mistral has as well. */
    static FieldTable addTo(FieldTable table) {
        return RopeParameters.addTo(table)
                .size("vocab_size", 32_000, FieldTable.VOCABULARY, "rows of the embedding")
                .size("hidden_size", 4_096, FieldTable.WIDTH, "width of the residual stream")
                .size("num_hidden_layers", 32, FieldTable.LAYERS, "blocks")
                .size("num_attention_heads", 32, FieldTable.HEADS, "heads")
                .size("head_dim", null, FieldTable.WIDTH, "width of a head; hidden_size / num_attention_heads")
                .text("hidden_act", "silu", "of the feed-forward layer")
                .number("rms_norm_eps", 1e-6, "of all norms")
                .truth("tie_word_embeddings", false, "whether the head is the embedding")
                .tokens(1, 2)
                .onlyBeside("is_causal", true)
                .unused("attention_dropout", "initializer_range", "pad_token_id", "use_cache");
    }

    static ModelInfo info(String id, ModelConfig config) {
        config.requireMultiple("hidden_size", "num_attention_heads");
        int heads = config.size("num_attention_heads");
        if (heads % config.size("num_key_value_heads", heads) != 0) {
            config.requireMultiple("num_attention_heads", "num_key_value_heads");
        }
        int width = config.size("head_dim", config.size("hidden_size") / heads);
        Activation.of(config, "hidden_act");
        RopeParameters.of(config);
        Rotary.dimensions(config, width, width);
        return new ModelInfo(
                id,
                config.type(),
                config.size("num_hidden_layers"),
                config.size("hidden_size"),
                config.size("max_position_embeddings"),
                config.token("bos_token_id"),
                ModelInfo.PRE_NORM);
    }

    static Llama load(ModelInfo info, ModelConfig config, Weights weights) throws IOException {
        Variation llama = new Variation(config.truth("attention_bias"), config.truth("mlp_bias"), 0);
        return load(info, config, weights, llama);
    }

    /**
     * What its descendants differ in.
     *
     * @param window tokens that a layer looks back over; 0 for all
     */
    record Variation(boolean attentionBias, boolean mlpBias, int window) {}

    static Llama load(ModelInfo info, ModelConfig config, Weights weights, Variation variation) throws IOException {
        int d = info.dModel();
        int heads = config.size("num_attention_heads");
        int groups = config.size("num_key_value_heads", heads);
        int width = config.size("head_dim", d / heads);
        int feedForward = config.size("intermediate_size");
        double epsilon = config.number("rms_norm_eps");
        boolean biased = variation.attentionBias();
        Activation activation = Activation.of(config, "hidden_act");
        Rotary rotary = Rotary.of(RopeParameters.of(config), width);
        List<Block> blocks = new ArrayList<>();
        for (int layer = 0; layer < weights.blocks(info); layer++) {
            String at = "layers." + layer + ".";
            Attention attention = new Attention(
                    weights.queriesKeysValues(at + "self_attn.", heads, groups, width, d, biased),
                    weights.linear(at + "self_attn.o_proj", d, (long) heads * width, biased),
                    new Attention.Settings(
                            layer, heads, groups, 1 / Math.sqrt(width), 0, variation.window(), true, rotary));
            blocks.add(new Block.Sequential(
                    weights.rmsNorm(at + "input_layernorm", d, epsilon, 0),
                    attention,
                    weights.rmsNorm(at + "post_attention_layernorm", d, epsilon, 0),
                    weights.gated(at + "mlp.", feedForward, d, variation.mlpBias(), activation)));
        }
        NDArray tokens = weights.matrix("embed_tokens.weight", config.size("vocab_size"), d);
        Head head = weights.headless()
                ? null
                : new Head(
                        weights.rmsNorm("norm", d, epsilon, 0),
                        weights.head(config.truth("tie_word_embeddings"), "lm_head", "embed_tokens.weight", tokens),
                        0);
        return new Llama(info, weights.parts(Embedding.of(weights.kernels(), tokens), blocks, head));
    }
}
