package dev.steergraph.ingest.model;

import ai.djl.ndarray.NDArray;
import dev.steergraph.ingest.model.block.Activation;
import dev.steergraph.ingest.model.block.Attention;
import dev.steergraph.ingest.model.block.Block;
import dev.steergraph.ingest.model.block.Embedding;
import dev.steergraph.ingest.model.block.Mlp;
import dev.steergraph.ingest.model.config.FieldTable;
import dev.steergraph.ingest.model.config.ModelConfig;
import dev.steergraph.ingest.model.config.ModelHooks;
import dev.steergraph.ingest.model.config.ModelInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * BERT: token, position and segment embeddings, then blocks that normalise after each residual addition. Every token sees
 * every other.
 *
 * @see <a href="https://arxiv.org/abs/1810.04805">BERT</a>; the reference implementation is Hugging Face's BertModel
 */
final class Bert extends Transformer {

    static final FieldTable FIELDS = FieldTable.of("bert")
            .size("vocab_size", 30_522, FieldTable.VOCABULARY, "rows of the embedding")
            .size("hidden_size", 768, FieldTable.WIDTH, "width of the residual stream")
            .size("num_hidden_layers", 12, FieldTable.LAYERS, "blocks")
            .size("num_attention_heads", 12, FieldTable.HEADS, "heads")
            .size("intermediate_size", 3_072, FieldTable.WIDTH, "width of the feed-forward layer")
            .text("hidden_act", "gelu", "of the feed-forward layer")
            .size(
                    "max_position_embeddings",
                    512,
                    Integer.MAX_VALUE,
                    "rows of the positions' embedding; longest sequence")
            .size("type_vocab_size", 2, FieldTable.VOCABULARY, "rows of the segments' embedding; the first is used")
            .number("layer_norm_eps", 1e-12, "of all norms")
            .tokens(null, null)
            .only("is_decoder", false, false)
            .only("add_cross_attention", false, false)
            .onlyBeside("is_causal", false)
            .onlyBeside("position_embedding_type", "absolute")
            // There is no head to tie.
            .unused("tie_word_embeddings")
            .unused("attention_probs_dropout_prob", "classifier_dropout", "hidden_dropout_prob")
            .unused("initializer_range", "pad_token_id", "use_cache")
            // Of the first files, which described the pooler.
            .unusedBeside(
                    List.of("directionality", "pooler_fc_size", "pooler_num_attention_heads", "pooler_num_fc_layers"))
            .unusedBeside(List.of("pooler_size_per_head", "pooler_type"));

    private Bert(ModelInfo info, Parts parts) {
        super(info, parts);
    }

    static ModelInfo info(String id, ModelConfig config) {
        config.requireMultiple("hidden_size", "num_attention_heads");
        Activation.of(config, "hidden_act");
        return ModelInfo.of(id, config, null, ModelHooks.postNorm(config.size("hidden_size")));
    }

    static Bert load(ModelInfo info, ModelConfig config, Weights weights) throws IOException {
        int d = info.dModel();
        int feedForward = config.size("intermediate_size");
        int heads = config.size("num_attention_heads");
        double epsilon = config.number("layer_norm_eps");
        Activation activation = Activation.of(config, "hidden_act");
        List<Block> blocks = new ArrayList<>();
        for (int layer : weights.blocks()) {
            String at = "encoder.layer." + layer + ".";
            String self = at + "attention.self.";
            Attention attention = new Attention(
                    weights.joined(
                            List.of(self + "query", self + "key", self + "value"), new long[] {d, d, d}, d, true),
                    weights.linear(at + "attention.output.dense", d, d, true),
                    new Attention.Settings(layer, heads, heads, 1 / Math.sqrt((double) d / heads), 0, 0, false, null));
            blocks.add(new Block.PostNorm(
                    attention,
                    weights.layerNorm(at + "attention.output.LayerNorm", d, epsilon),
                    new Mlp.Plain(
                            weights.linear(at + "intermediate.dense", feedForward, d, true),
                            weights.linear(at + "output.dense", d, feedForward, true),
                            activation),
                    weights.layerNorm(at + "output.LayerNorm", d, epsilon)));
        }
        return new Bert(info, weights.parts(embedding(info, config, weights, epsilon), blocks, null));
    }

    private static Embedding embedding(ModelInfo info, ModelConfig config, Weights weights, double epsilon)
            throws IOException {
        int d = info.dModel();
        NDArray segments = weights.wide("embeddings.token_type_embeddings.weight", config.size("type_vocab_size"), d);
        return new Embedding(
                weights.kernels(),
                weights.matrix("embeddings.word_embeddings.weight", config.size("vocab_size"), d),
                weights.wide("embeddings.position_embeddings.weight", info.maxContext(), d),
                segments.get(0),
                weights.layerNorm("embeddings.LayerNorm", d, epsilon),
                1);
    }
}
