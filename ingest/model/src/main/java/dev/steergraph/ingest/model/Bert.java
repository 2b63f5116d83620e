package dev.steergraph.ingest.model;

import ai.djl.ndarray.NDArray;
import dev.steergraph.ingest.model.block.Activation;
import dev.steergraph.ingest.model.block.Attention;
import dev.steergraph.ingest.model.block.Block;
import dev.steergraph.ingest.model.block.Embedding;
import dev.steergraph.ingest.model.block.Mlp;
import dev.steergraph.ingest.model.config.Config;
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

    private Bert(ModelInfo info, Parts parts) {
        super(info, parts);
    }

    static ModelInfo info(String id, Config config) {
        return new ModelInfo(
                id,
                config.integer("num_hidden_layers"),
                config.integer("hidden_size"),
                config.integer("max_position_embeddings"),
                null);
    }

    static Bert load(ModelInfo info, Config config, Weights weights) throws IOException {
        int d = info.dModel();
        int feedForward = config.integer("intermediate_size");
        int heads = config.integer("num_attention_heads");
        double epsilon = config.number("layer_norm_eps", 1e-12);
        Activation activation = Activation.parse(config, "hidden_act");
        List<Block> blocks = new ArrayList<>();
        for (int layer = 0; layer < weights.blocks(info); layer++) {
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

    private static Embedding embedding(ModelInfo info, Config config, Weights weights, double epsilon)
            throws IOException {
        int d = info.dModel();
        NDArray segments =
                weights.wide("embeddings.token_type_embeddings.weight", config.integer("type_vocab_size", 2), d);
        return new Embedding(
                weights.kernels(),
                weights.matrix("embeddings.word_embeddings.weight", config.integer("vocab_size"), d),
                weights.wide("embeddings.position_embeddings.weight", info.maxContext(), d),
                segments.get(0),
                weights.layerNorm("embeddings.LayerNorm", d, epsilon),
                1);
    }
}
