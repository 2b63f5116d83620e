package dev.steergraph.ingest.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.ingest.model.block.Activation;
import dev.steergraph.ingest.model.block.Mixer;
import dev.steergraph.ingest.model.block.Mlp;
import dev.steergraph.ingest.model.block.Rotary;
import dev.steergraph.ingest.model.config.FieldTable;
import dev.steergraph.ingest.model.config.ModelConfig;
import dev.steergraph.ingest.model.config.ModelHooks;
import dev.steergraph.ingest.model.config.ModelInfo;
import dev.steergraph.ingest.model.rope.RopeFields;
import dev.steergraph.ingest.model.rope.RopeParameters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Qwen 3.5: three layers of {@link dev.steergraph.ingest.model.block.DeltaNet} to one of attention whose heads are gated,
 * and norms that store w − 1. Of a model that sees, what reads text.
 *
 * @see <a href="https://huggingface.co/Qwen">Qwen 3.5</a>; names are those of Hugging Face's Qwen3_5ForCausalLM
 */
final class Qwen35 {

    private static final RopeFields ROPE = RopeFields.of("rope_theta", "partial_rotary_factor", 10_000, 0.25)
            // Of pictures' positions; a text's are the same in all sections.
            .ignoring(Set.of("mrope_section", "mrope_interleaved"));

    static final FieldTable FIELDS = addTo(FieldTable.of("qwen3_5_text"))
            .size("hidden_size", 4_096, FieldTable.WIDTH, "width of the residual stream")
            .size("intermediate_size", 12_288, FieldTable.WIDTH, "width of the feed-forward layer")
            .size("num_hidden_layers", 32, FieldTable.LAYERS, "blocks")
            .size("num_key_value_heads", 4, FieldTable.HEADS, "groups that share keys and values");

    /** Of the models that read images too; what they do with text is all that is read. */
    static final FieldTable WITH_IMAGES = withImages("qwen3_5", FIELDS);

    private Qwen35() {}

    static FieldTable withImages(String type, FieldTable text) {
        return FieldTable.of(type)
                .inner("text_config", text, List.of("tie_word_embeddings"), List.of())
                .truth("tie_word_embeddings", false, "whether the head is the embedding")
                .unused(
                        "vision_config",
                        "image_token_id",
                        "video_token_id",
                        "vision_start_token_id",
                        "vision_end_token_id");
    }

    /** Fields that its mixture of experts has as well. */
    static FieldTable addTo(FieldTable table) {
        return ROPE.addTo(table)
                .size("vocab_size", 248_320, FieldTable.VOCABULARY, "rows of the embedding")
                .size("num_attention_heads", 16, FieldTable.HEADS, "heads of attention")
                .size("head_dim", 256, FieldTable.WIDTH, "width of a head of attention")
                .size("linear_num_key_heads", 16, FieldTable.HEADS, "DeltaNet's heads of queries and keys")
                .size("linear_num_value_heads", 32, FieldTable.HEADS, "DeltaNet's heads of values")
                .size("linear_key_head_dim", 128, FieldTable.WIDTH, "width of DeltaNet's queries and keys")
                .size("linear_value_head_dim", 128, FieldTable.WIDTH, "width of DeltaNet's values")
                .size("linear_conv_kernel_dim", 4, 1 << 10, "tokens that DeltaNet's convolution looks back over")
                .structure("layer_types", "linear_attention or full_attention")
                .olderSize(
                        "full_attention_interval",
                        FieldTable.LAYERS,
                        "without these, every layer of so many is full; 4")
                .text("hidden_act", "silu", "of the feed-forward layer, and after DeltaNet's convolution")
                .size("max_position_embeddings", 32_768, Integer.MAX_VALUE, "longest sequence")
                .number("rms_norm_eps", 1e-6, "of all norms")
                .truth("attention_bias", false, "whether the attention's matrices have biases")
                .truth("tie_word_embeddings", false, "whether the head is the embedding")
                .tokens(null, null)
                .onlyBeside("is_causal", true)
                .onlyBeside("attn_output_gate", true)
                .unusedBeside(List.of(
                        "mamba_ssm_dtype", "mlp_only_layers", "mtp_num_hidden_layers", "mtp_use_dedicated_embeddings"))
                .unused("attention_dropout", "initializer_range", "pad_token_id", "use_cache");
    }

    static ModelInfo info(String id, ModelConfig config) {
        attention(config);
        config.requireMultiple("linear_num_value_heads", "linear_num_key_heads");
        int attention = Math.toIntExact(Heads.of(config).queryWidth());
        int delta = Math.multiplyExact(config.size("linear_num_value_heads"), config.size("linear_value_head_dim"));
        List<Integer> widths = new ArrayList<>();
        for (boolean linear : linear(config)) {
            widths.add(linear ? delta : attention);
        }
        return Decoder.info(
                id, config, "hidden_act", ModelHooks.sequential(attention).withAttention(widths));
    }

    static Decoder load(ModelInfo info, ModelConfig config, Weights weights) throws IOException {
        int feedForward = config.size("intermediate_size");
        Activation activation = Activation.of(config, "hidden_act");
        return load(
                info, config, weights, at -> weights.gated(at + "mlp.", feedForward, info.dModel(), false, activation));
    }

    /** What follows the mixer in a block. */
    interface FeedForward {
        /** @param at what the names of the block's tensors begin with */
        Mlp at(String at) throws IOException;
    }

    static Decoder load(ModelInfo info, ModelConfig config, Weights weights, FeedForward feedForward)
            throws IOException {
        Norms norms = Norms.of(info, config, weights, 1);
        DeltaNets deltaNets = DeltaNets.of(config, norms);
        boolean[] linear = linear(config);
        SelfAttention attention = attention(config);
        return Decoder.load(info, config, norms, Decoder.Ends.PLAIN, (layer, at) -> {
            Mixer mixer = linear[layer]
                    ? deltaNets.at(layer, at + "linear_attn.")
                    : attention
                            .load(norms, layer, at)
                            .withGate(GatedQueries.of(attention, norms, at).gate());
            return norms.before(at, mixer, feedForward.at(at));
        });
    }

    private static SelfAttention attention(ModelConfig config) {
        Heads heads = Heads.of(config);
        Rotary rotary = Rotary.of(config, RopeParameters.of(config, ROPE), heads.width());
        boolean biased = config.truth("attention_bias");
        return SelfAttention.of(heads, rotary, new int[config.size("num_hidden_layers")])
                .biases(biased, biased)
                .projected((weights, at, all, d, withBias) ->
                        new GatedQueries(weights, at, all, d, withBias).queriesKeysValues())
                .normed(Norms::ofEachHead);
    }

    /** Of each layer, whether it is a DeltaNet. */
    private static boolean[] linear(ModelConfig config) {
        boolean[] linear = new boolean[config.size("num_hidden_layers")];
        JsonNode kinds = config.structure("layer_types");
        if (kinds != null && kinds.size() != linear.length) {
            throw config.refused("should give " + linear.length
                    + " \"layer_types\", as many as num_hidden_layers says; it gives " + kinds.size() + ".");
        }
        int interval = config.size("full_attention_interval", 4);
        for (int layer = 0; layer < linear.length; layer++) {
            linear[layer] = kinds == null
                    ? (layer + 1) % interval != 0
                    : isLinear(config, kinds.get(layer).asText());
        }
        return linear;
    }

    private static boolean isLinear(ModelConfig config, String kind) {
        return switch (kind) {
            case "linear_attention" -> true;
            case "full_attention" -> false;
            default ->
                throw config.refused("gives a layer of the type \"" + kind + "\", which is not implemented for "
                        + config.type() + "; full_attention and linear_attention are.");
        };
    }
}
