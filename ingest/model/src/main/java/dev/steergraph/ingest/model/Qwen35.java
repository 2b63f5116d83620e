package dev.steergraph.ingest.model;

import dev.steergraph.ingest.checkpoint.StoredTensor;
import dev.steergraph.ingest.checkpoint.TensorPart;
import dev.steergraph.ingest.model.block.Activation;
import dev.steergraph.ingest.model.block.Linear;
import dev.steergraph.ingest.model.block.Mixer;
import dev.steergraph.ingest.model.block.Mlp;
import dev.steergraph.ingest.model.block.Rotary;
import dev.steergraph.ingest.model.config.FieldTable;
import dev.steergraph.ingest.model.config.LinearLayers;
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
        return LinearLayers.addTo(ROPE.addTo(table))
                .size("vocab_size", 248_320, FieldTable.VOCABULARY, "rows of the embedding")
                .size("num_attention_heads", 16, FieldTable.HEADS, "heads of attention")
                .size("head_dim", 256, FieldTable.WIDTH, "width of a head of attention")
                .size("linear_num_key_heads", 16, FieldTable.HEADS, "DeltaNet's heads of queries and keys")
                .size("linear_num_value_heads", 32, FieldTable.HEADS, "DeltaNet's heads of values")
                .size("linear_key_head_dim", 128, FieldTable.WIDTH, "width of DeltaNet's queries and keys")
                .size("linear_value_head_dim", 128, FieldTable.WIDTH, "width of DeltaNet's values")
                .size("linear_conv_kernel_dim", 4, 1 << 10, "tokens that DeltaNet's convolution looks back over")
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
        for (boolean linear : LinearLayers.of(config)) {
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
        boolean[] linear = LinearLayers.of(config);
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

    /**
     * The projections of an attention whose {@code q_proj}, [2·H·D, d], has for each head its queries' rows and then those
     * of the gate of its output.
     *
     * @param at what names of its tensors begin with
     */
    private record GatedQueries(Weights weights, String at, Heads heads, long d, boolean biased) {

        /** @param at what the names of the block's tensors begin with */
        static GatedQueries of(SelfAttention attention, Norms norms, String at) {
            return new GatedQueries(
                    norms.weights(), at + "self_attn.", attention.heads(), norms.d(), attention.biased());
        }

        /** As {@link dev.steergraph.ingest.model.block.Attention} wants it. */
        Linear queriesKeysValues() throws IOException {
            return weights.stacked(all("weight", d), d, biased ? all("bias") : List.of());
        }

        /** [H·D, d] */
        Linear gate() throws IOException {
            return weights.stacked(half("weight", 1, d), d, biased ? half("bias", 1) : List.of());
        }

        private List<StoredTensor> all(String name, long... in) throws IOException {
            List<StoredTensor> parts = half(name, 0, in);
            parts.add(weights.stored(at + "k_proj." + name, shape(heads.keyWidth(), in)));
            parts.add(weights.stored(at + "v_proj." + name, shape(heads.keyWidth(), in)));
            return parts;
        }

        /** A half of each head's rows. @param in width of a row, nothing for a bias */
        private List<StoredTensor> half(String name, int half, long... in) throws IOException {
            StoredTensor both = weights.stored(at + "q_proj." + name, shape(2L * heads.queryWidth(), in));
            long row = in.length == 0 ? 1 : in[0];
            List<StoredTensor> parts = new ArrayList<>();
            for (int head = 0; head < heads.heads(); head++) {
                long first = (2L * head + half) * heads.width();
                parts.add(new TensorPart(both, first * row, shape(heads.width(), in)));
            }
            return parts;
        }

        private static long[] shape(long rows, long... in) {
            return in.length == 0 ? new long[] {rows} : new long[] {rows, in[0]};
        }
    }
}
