package dev.steergraph.ingest.model;

import ai.djl.ndarray.NDArray;
import dev.steergraph.ingest.model.block.Activation;
import dev.steergraph.ingest.model.block.Attention;
import dev.steergraph.ingest.model.block.Block;
import dev.steergraph.ingest.model.block.Embedding;
import dev.steergraph.ingest.model.block.Head;
import dev.steergraph.ingest.model.block.Rotary;
import dev.steergraph.ingest.model.config.Config;
import dev.steergraph.ingest.model.config.ModelInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Llama 2 and 3, Mistral, SmolLM2: rotary positions, root-mean-square norms, gated feed-forward layers, keys and values
 * shared by groups of heads.
 *
 * @see <a href="https://arxiv.org/abs/2307.09288">Llama 2</a> and <a href="https://arxiv.org/abs/2310.06825">Mistral</a>;
 *     names are those of Hugging Face's LlamaForCausalLM
 */
final class Llama extends Transformer {

    private Llama(ModelInfo info, Parts parts) {
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

    static Llama load(ModelInfo info, Config config, Weights weights) throws IOException {
        int d = info.dModel();
        int heads = config.integer("num_attention_heads");
        int groups = config.integer("num_key_value_heads", heads);
        int width = config.integer("head_dim", d / heads);
        int feedForward = config.integer("intermediate_size");
        int window = config.integer("sliding_window", 0);
        double epsilon = config.number("rms_norm_eps", 1e-6);
        boolean biased = config.truth("attention_bias", false);
        boolean mlpBiased = config.truth("mlp_bias", false);
        Activation activation = Activation.parse(config, "hidden_act");
        Rotary rotary = Rotary.of(config, width, 10_000);
        List<Block> blocks = new ArrayList<>();
        for (int layer = 0; layer < weights.blocks(info); layer++) {
            String at = "layers." + layer + ".";
            Attention attention = new Attention(
                    weights.queriesKeysValues(at + "self_attn.", heads, groups, width, d, biased),
                    weights.linear(at + "self_attn.o_proj", d, (long) heads * width, biased),
                    new Attention.Settings(layer, heads, groups, 1 / Math.sqrt(width), 0, window, true, rotary));
            blocks.add(new Block.Sequential(
                    weights.rmsNorm(at + "input_layernorm", d, epsilon, 0),
                    attention,
                    weights.rmsNorm(at + "post_attention_layernorm", d, epsilon, 0),
                    weights.gated(at + "mlp.", feedForward, d, mlpBiased, activation)));
        }
        NDArray tokens = weights.matrix("embed_tokens.weight", config.integer("vocab_size"), d);
        Head head = weights.headless()
                ? null
                : new Head(
                        weights.rmsNorm("norm", d, epsilon, 0),
                        weights.head(config.truth("tie_word_embeddings", false), "lm_head", tokens),
                        0);
        return new Llama(info, weights.parts(Embedding.of(weights.kernels(), tokens), blocks, head));
    }
}
