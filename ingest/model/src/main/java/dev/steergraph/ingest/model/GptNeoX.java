package dev.steergraph.ingest.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.ingest.model.block.Activation;
import dev.steergraph.ingest.model.block.Attention;
import dev.steergraph.ingest.model.block.Block;
import dev.steergraph.ingest.model.block.Embedding;
import dev.steergraph.ingest.model.block.Head;
import dev.steergraph.ingest.model.block.Linear;
import dev.steergraph.ingest.model.block.Mlp;
import dev.steergraph.ingest.model.block.Norm;
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

/**
 * GPT-NeoX (Pythia): both halves of a block read the same stream, part of each head is rotated, and queries, keys and
 * values are interleaved by head.
 *
 * @see <a href="https://arxiv.org/abs/2204.06745">GPT-NeoX-20B</a>; names are those of Hugging Face's GPTNeoXForCausalLM
 */
final class GptNeoX extends Transformer {

    private static final RopeFields ROPE = RopeFields.of("rotary_emb_base", "rotary_pct", 10_000, 0.25);

    static final FieldTable FIELDS = ROPE.addTo(FieldTable.of("gpt_neox"))
            .size("vocab_size", 50_432, FieldTable.VOCABULARY, "rows of the embedding")
            .size("hidden_size", 6_144, FieldTable.WIDTH, "width of the residual stream")
            .size("num_hidden_layers", 44, FieldTable.LAYERS, "blocks")
            .size("num_attention_heads", 64, FieldTable.HEADS, "heads")
            .size("intermediate_size", 24_576, FieldTable.WIDTH, "width of the feed-forward layer")
            .text("hidden_act", "gelu", "of the feed-forward layer")
            .size("max_position_embeddings", 2_048, Integer.MAX_VALUE, "longest sequence")
            .number("layer_norm_eps", 1e-5, "of all norms")
            .truth("use_parallel_residual", true, "whether both halves of a block read the same stream")
            .truth("attention_bias", true, "whether the attention's matrices have biases")
            .truth("tie_word_embeddings", false, "whether the head is the embedding")
            .older("head_dim", "width of a head")
            .tokens(0, 2)
            .onlyBeside("is_causal", true)
            .unused("is_decoder", "initializer_range", "pad_token_id", "use_cache")
            .unused("attention_dropout", "classifier_dropout", "hidden_dropout");

    private GptNeoX(ModelInfo info, Parts parts) {
        super(info, parts);
    }

    static ModelInfo info(String id, ModelConfig config) {
        config.requireMultiple("hidden_size", "num_attention_heads");
        Activation.of(config, "hidden_act");
        rotary(config);
        int d = config.size("hidden_size");
        return ModelInfo.of(
                id,
                config,
                config.token("bos_token_id"),
                config.truth("use_parallel_residual") ? ModelHooks.parallel(d) : ModelHooks.sequential(d));
    }

    static GptNeoX load(ModelInfo info, ModelConfig config, Weights weights) throws IOException {
        int d = info.dModel();
        int heads = config.size("num_attention_heads");
        int width = d / heads;
        int feedForward = config.size("intermediate_size");
        double epsilon = config.number("layer_norm_eps");
        boolean biased = config.truth("attention_bias");
        boolean parallel = config.truth("use_parallel_residual");
        Activation activation = Activation.of(config, "hidden_act");
        Rotary rotary = rotary(config);
        List<Block> blocks = new ArrayList<>();
        for (int layer : weights.blocks()) {
            String at = "layers." + layer + ".";
            Attention attention = new Attention(
                    queriesKeysValues(weights, at + "attention.query_key_value", heads, width, biased),
                    weights.linear(at + "attention.dense", d, d, biased),
                    new Attention.Settings(layer, heads, heads, 1 / Math.sqrt(width), 0, 0, true, rotary));
            Norm attentionNorm = weights.layerNorm(at + "input_layernorm", d, epsilon);
            Norm mlpNorm = weights.layerNorm(at + "post_attention_layernorm", d, epsilon);
            Mlp mlp = new Mlp.Plain(
                    weights.linear(at + "mlp.dense_h_to_4h", feedForward, d, true),
                    weights.linear(at + "mlp.dense_4h_to_h", d, feedForward, true),
                    activation);
            blocks.add(
                    parallel
                            ? new Block.Parallel(attentionNorm, attention, mlpNorm, mlp)
                            : new Block.Sequential(attentionNorm, attention, mlpNorm, mlp));
        }
        NDArray tokens = weights.matrix("embed_in.weight", config.size("vocab_size"), d);
        Head head = weights.headless()
                ? null
                : new Head(
                        weights.layerNorm("final_layer_norm", d, epsilon),
                        weights.head(config.truth("tie_word_embeddings"), "embed_out", "embed_in.weight", tokens),
                        0);
        return new GptNeoX(info, weights.parts(Embedding.of(weights.kernels(), tokens), blocks, head));
    }

    private static Rotary rotary(ModelConfig config) {
        int width = config.size("hidden_size") / config.size("num_attention_heads");
        JsonNode told = config.structure("head_dim");
        if (told != null && told.asDouble() != width) {
            throw config.refused("gives \"head_dim\" " + told + ", which is not implemented for gpt_neox; hidden_size /"
                    + " num_attention_heads, which is " + width + ", is.");
        }
        return Rotary.of(config, RopeParameters.of(config, ROPE), width);
    }

    /** Stored as [H, (q, k, v), D]; {@link Attention} wants [(q, k, v), H, D]. */
    private static Linear queriesKeysValues(Weights weights, String module, int heads, int width, boolean biased)
            throws IOException {
        long d = (long) heads * width;
        NDArray matrix = weights.wide(module + ".weight", 3 * d, d);
        NDArray bias = biased ? weights.wide(module + ".bias", 3 * d) : null;
        return weights.linear(
                ordered(matrix, new Shape(heads, 3, width, d)),
                bias == null ? null : ordered(bias, new Shape(heads, 3, width, 1)));
    }

    /** @param stored is used up */
    private static NDArray ordered(NDArray stored, Shape shape) {
        try (NDArray split = stored.reshape(shape);
                NDArray turned = split.transpose(1, 0, 2, 3)) {
            return turned.reshape(stored.getShape()).duplicate();
        } finally {
            stored.close();
        }
    }
}
