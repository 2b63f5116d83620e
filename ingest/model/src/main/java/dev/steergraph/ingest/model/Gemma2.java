package dev.steergraph.ingest.model;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
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
 * Gemma 2: embeddings scaled by √d, norms before and after each half of a block that store w − 1, scores and logits
 * soft-capped, and every other layer looking back over a window only. {@code attn_out} and {@code mlp_out} are what is
 * added to the residual stream, after the outer norms, as TransformerLens has it.
 *
 * @see <a href="https://arxiv.org/abs/2408.00118">Gemma 2</a>; names are those of Hugging Face's Gemma2ForCausalLM
 */
final class Gemma2 extends Transformer {

    private Gemma2(ModelInfo info, Parts parts) {
        super(info, parts);
    }

    static ModelInfo info(String id, Config config) {
        return new ModelInfo(
                id,
                config.integer("num_hidden_layers"),
                config.integer("hidden_size"),
                config.integer("max_position_embeddings", 8192),
                config.token("bos_token_id"));
    }

    static Gemma2 load(ModelInfo info, Config config, Weights weights) throws IOException {
        int d = info.dModel();
        int heads = config.integer("num_attention_heads");
        int groups = config.integer("num_key_value_heads");
        int width = config.integer("head_dim", 256);
        int feedForward = config.integer("intermediate_size");
        double epsilon = config.number("rms_norm_eps", 1e-6);
        double scale = 1 / Math.sqrt(config.number("query_pre_attn_scalar", 256));
        double cap = config.number("attn_logit_softcapping", 0);
        boolean biased = config.truth("attention_bias", false);
        Activation activation = Activation.parse(config, "hidden_activation", "gelu_pytorch_tanh");
        Rotary rotary = Rotary.of(config, width, 10_000);
        List<Block> blocks = new ArrayList<>();
        for (int layer = 0; layer < weights.blocks(info); layer++) {
            String at = "layers." + layer + ".";
            Attention attention = new Attention(
                    weights.queriesKeysValues(at + "self_attn.", heads, groups, width, d, biased),
                    weights.linear(at + "self_attn.o_proj", d, (long) heads * width, biased),
                    new Attention.Settings(layer, heads, groups, scale, cap, window(config, layer), true, rotary));
            blocks.add(new Block.Sandwich(
                    weights.rmsNorm(at + "input_layernorm", d, epsilon, 1),
                    attention,
                    weights.rmsNorm(at + "post_attention_layernorm", d, epsilon, 1),
                    weights.rmsNorm(at + "pre_feedforward_layernorm", d, epsilon, 1),
                    weights.gated(at + "mlp.", feedForward, d, false, activation),
                    weights.rmsNorm(at + "post_feedforward_layernorm", d, epsilon, 1)));
        }
        NDArray tokens = weights.matrix("embed_tokens.weight", config.integer("vocab_size"), d);
        Embedding embedding = new Embedding(weights.kernels(), tokens, null, null, null, Math.sqrt(d));
        Head head = weights.headless()
                ? null
                : new Head(
                        weights.rmsNorm("norm", d, epsilon, 1),
                        weights.head(config.truth("tie_word_embeddings", true), "lm_head", tokens),
                        config.number("final_logit_softcapping", 0));
        return new Gemma2(info, weights.parts(embedding, blocks, head));
    }

    /** Files since 2025 list the kinds of layers; before, the even ones had the window. */
    private static int window(Config config, int layer) {
        JsonNode kinds = config.json().path("layer_types");
        boolean sliding = kinds.isArray() ? kinds.path(layer).asText().equals("sliding_attention") : layer % 2 == 0;
        return sliding ? config.integer("sliding_window", 4096) : 0;
    }
}
