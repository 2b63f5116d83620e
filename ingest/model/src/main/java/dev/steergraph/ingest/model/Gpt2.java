package dev.steergraph.ingest.model;

import ai.djl.ndarray.NDArray;
import dev.steergraph.ingest.model.block.Activation;
import dev.steergraph.ingest.model.block.Attention;
import dev.steergraph.ingest.model.block.Block;
import dev.steergraph.ingest.model.block.Embedding;
import dev.steergraph.ingest.model.block.Head;
import dev.steergraph.ingest.model.block.Mlp;
import dev.steergraph.ingest.model.config.Config;
import dev.steergraph.ingest.model.config.ModelInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * GPT-2 (and DialoGPT): learned positions, a norm before each half of a block, the head tied to the embedding.
 *
 * @see <a href="https://github.com/openai/gpt-2">the reference implementation</a>; names are those of Hugging Face's
 *     GPT2LMHeadModel, whose Conv1D keeps matrices as [in, out]
 */
final class Gpt2 extends Transformer {

    private Gpt2(ModelInfo info, Parts parts) {
        super(info, parts);
    }

    static ModelInfo info(String id, Config config) {
        return new ModelInfo(
                id,
                config.integer("n_layer"),
                config.integer("n_embd"),
                config.integer("n_positions", 1024),
                config.token("bos_token_id"));
    }

    static Gpt2 load(ModelInfo info, Config config, Weights weights) throws IOException {
        int d = info.dModel();
        int feedForward = config.integer("n_inner", 4 * d);
        int heads = config.integer("n_head");
        double epsilon = config.number("layer_norm_epsilon", 1e-5);
        boolean scaled = config.truth("scale_attn_weights", true);
        boolean byLayer = config.truth("scale_attn_by_inverse_layer_idx", false);
        Activation activation = Activation.parse(config, "activation_function", "gelu_new");
        List<Block> blocks = new ArrayList<>();
        for (int layer = 0; layer < weights.blocks(info); layer++) {
            String at = "h." + layer + ".";
            double scale = (scaled ? 1 / Math.sqrt((double) d / heads) : 1) / (byLayer ? layer + 1 : 1);
            Attention attention = new Attention(
                    weights.transposed(at + "attn.c_attn", 3L * d, d),
                    weights.transposed(at + "attn.c_proj", d, d),
                    new Attention.Settings(layer, heads, heads, scale, 0, 0, true, null));
            blocks.add(new Block.Sequential(
                    weights.layerNorm(at + "ln_1", d, epsilon),
                    attention,
                    weights.layerNorm(at + "ln_2", d, epsilon),
                    new Mlp.Plain(
                            weights.transposed(at + "mlp.c_fc", feedForward, d),
                            weights.transposed(at + "mlp.c_proj", d, feedForward),
                            activation)));
        }
        NDArray tokens = weights.matrix("wte.weight", config.integer("vocab_size"), d);
        Embedding embedding = new Embedding(
                weights.kernels(), tokens, weights.wide("wpe.weight", info.maxContext(), d), null, null, 1);
        Head head = weights.headless()
                ? null
                : new Head(
                        weights.layerNorm("ln_f", d, epsilon),
                        weights.head(config.truth("tie_word_embeddings", true), "lm_head", tokens),
                        0);
        return new Gpt2(info, weights.parts(embedding, blocks, head));
    }
}
