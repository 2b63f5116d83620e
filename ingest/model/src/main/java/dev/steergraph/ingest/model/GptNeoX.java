package dev.steergraph.ingest.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.ingest.model.block.Activation;
import dev.steergraph.ingest.model.block.Attention;
import dev.steergraph.ingest.model.block.Block;
import dev.steergraph.ingest.model.block.Embedding;
import dev.steergraph.ingest.model.block.Head;
import dev.steergraph.ingest.model.block.Linear;
import dev.steergraph.ingest.model.block.Mlp;
import dev.steergraph.ingest.model.block.Norm;
import dev.steergraph.ingest.model.block.Rotary;
import dev.steergraph.ingest.model.config.Config;
import dev.steergraph.ingest.model.config.ModelInfo;
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

    private GptNeoX(ModelInfo info, Parts parts) {
        super(info, parts);
    }

    static ModelInfo info(String id, Config config) {
        return new ModelInfo(
                id,
                config.integer("num_hidden_layers"),
                config.integer("hidden_size"),
                config.integer("max_position_embeddings", 2048),
                config.token("bos_token_id"));
    }

    static GptNeoX load(ModelInfo info, Config config, Weights weights) throws IOException {
        int d = info.dModel();
        int heads = config.integer("num_attention_heads");
        int width = d / heads;
        int feedForward = config.integer("intermediate_size");
        double epsilon = config.number("layer_norm_eps", 1e-5);
        boolean biased = config.truth("attention_bias", true);
        boolean parallel = config.truth("use_parallel_residual", true);
        Activation activation = Activation.parse(config, "hidden_act");
        Config rope = config.has("rope_parameters") ? config.inside("rope_parameters") : config;
        double rotaryFraction = rope.number("partial_rotary_factor", config.number("rotary_pct", 0.25));
        Rotary rotary = Rotary.of(config, (int) (width * rotaryFraction), 10_000);
        List<Block> blocks = new ArrayList<>();
        for (int layer = 0; layer < weights.blocks(info); layer++) {
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
        NDArray tokens = weights.matrix("embed_in.weight", config.integer("vocab_size"), d);
        Head head = weights.headless()
                ? null
                : new Head(
                        weights.layerNorm("final_layer_norm", d, epsilon),
                        weights.head(config.truth("tie_word_embeddings", false), "embed_out", tokens),
                        0);
        return new GptNeoX(info, weights.parts(Embedding.of(weights.kernels(), tokens), blocks, head));
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
