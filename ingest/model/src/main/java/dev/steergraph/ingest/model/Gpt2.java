package dev.steergraph.ingest.model;

import ai.djl.ndarray.NDArray;
import dev.steergraph.ingest.model.block.Activation;
import dev.steergraph.ingest.model.block.Attention;
import dev.steergraph.ingest.model.block.Block;
import dev.steergraph.ingest.model.block.Embedding;
import dev.steergraph.ingest.model.block.Head;
import dev.steergraph.ingest.model.block.Mlp;
import dev.steergraph.ingest.model.config.FieldTable;
import dev.steergraph.ingest.model.config.ModelConfig;
import dev.steergraph.ingest.model.config.ModelHooks;
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

    static final FieldTable FIELDS = FieldTable.of("gpt2")
            .size("vocab_size", 50_257, FieldTable.VOCABULARY, "rows of the embedding")
            .size("n_positions", 1_024, Integer.MAX_VALUE, "rows of the positions' embedding; longest sequence")
            .size("n_embd", 768, FieldTable.WIDTH, "width of the residual stream")
            .size("n_layer", 12, FieldTable.LAYERS, "blocks")
            .size("n_head", 12, FieldTable.HEADS, "heads")
            .size("n_inner", null, FieldTable.WIDTH, "width of the feed-forward layer; four times n_embd")
            .text("activation_function", "gelu_new", "of the feed-forward layer")
            .number("layer_norm_epsilon", 1e-5, "of all norms")
            .truth("scale_attn_weights", true, "whether scores are divided by the root of a head's width")
            .truth("scale_attn_by_inverse_layer_idx", false, "whether scores are divided by the block's number, from 1")
            .truth("tie_word_embeddings", true, "whether the head is the embedding")
            .tokens(50_256, 50_256)
            .alias("hidden_size", "n_embd")
            .alias("max_position_embeddings", "n_positions")
            .alias("num_attention_heads", "n_head")
            .alias("num_hidden_layers", "n_layer")
            .repeated("n_ctx", "n_positions")
            .only("add_cross_attention", false, false)
            .onlyBeside("is_causal", true)
            // Scores and softmax are float32 here in any case.
            .unused("reorder_and_upcast_attn")
            .unused("attn_pdrop", "embd_pdrop", "initializer_range", "pad_token_id", "resid_pdrop", "use_cache")
            .unused("summary_activation", "summary_first_dropout", "summary_proj_to_labels", "summary_type")
            .unused("summary_use_proj");

    private Gpt2(ModelInfo info, Parts parts) {
        super(info, parts);
    }

    static ModelInfo info(String id, ModelConfig config) {
        config.requireMultiple("n_embd", "n_head");
        Activation.of(config, "activation_function");
        return ModelInfo.of(id, config, config.token("bos_token_id"), ModelHooks.sequential(config.size("n_embd")));
    }

    static Gpt2 load(ModelInfo info, ModelConfig config, Weights weights) throws IOException {
        int d = info.dModel();
        int feedForward = config.size("n_inner", 4 * d);
        int heads = config.size("n_head");
        double epsilon = config.number("layer_norm_epsilon");
        boolean scaled = config.truth("scale_attn_weights");
        boolean byLayer = config.truth("scale_attn_by_inverse_layer_idx");
        Activation activation = Activation.of(config, "activation_function");
        List<Block> blocks = new ArrayList<>();
        for (int layer : weights.blocks()) {
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
        NDArray tokens = weights.matrix("wte.weight", config.size("vocab_size"), d);
        Embedding embedding = new Embedding(
                weights.kernels(), tokens, weights.wide("wpe.weight", info.maxContext(), d), null, null, 1);
        Head head = weights.headless()
                ? null
                : new Head(
                        weights.layerNorm("ln_f", d, epsilon),
                        weights.head(config.truth("tie_word_embeddings"), "lm_head", "wte.weight", tokens),
                        0);
        return new Gpt2(info, weights.parts(embedding, blocks, head));
    }
}
