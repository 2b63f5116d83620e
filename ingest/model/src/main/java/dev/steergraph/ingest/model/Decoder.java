package dev.steergraph.ingest.model;

import ai.djl.ndarray.NDArray;
import dev.steergraph.ingest.model.block.Activation;
import dev.steergraph.ingest.model.block.Block;
import dev.steergraph.ingest.model.block.Embedding;
import dev.steergraph.ingest.model.block.Head;
import dev.steergraph.ingest.model.config.ModelConfig;
import dev.steergraph.ingest.model.config.ModelHooks;
import dev.steergraph.ingest.model.config.ModelInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What Llama and all that came after it have in common: an embedding, blocks with root-mean-square norms, and a head that
 * may be the embedding. Each architecture has a class of its own, which says what its blocks are.
 */
final class Decoder extends Transformer {

    private Decoder(ModelInfo info, Parts parts) {
        super(info, parts);
    }

    /** What the blocks are. */
    interface Blocks {
        /** @param at what the names of the block's tensors begin with */
        Block at(int layer, String at) throws IOException;
    }

    /**
     * What comes before and after the blocks.
     *
     * @param embeddingScale by which embeddings are multiplied; 1 for none
     * @param logitCap logits are cap·tanh(logit / cap); 0 for none
     */
    record Ends(double embeddingScale, double logitCap) {

        static final Ends PLAIN = new Ends(1, 0);
    }

    /** @param activation field of the feed-forward layer's */
    static ModelInfo info(String id, ModelConfig config, String activation, ModelHooks hooks) {
        Activation.of(config, activation);
        return ModelInfo.of(id, config, config.token("bos_token_id"), hooks);
    }

    static Decoder load(ModelInfo info, ModelConfig config, Norms norms, Ends ends, Blocks layers) throws IOException {
        Weights weights = norms.weights();
        List<Block> blocks = new ArrayList<>();
        for (int layer : weights.blocks()) {
            blocks.add(layers.at(layer, "layers." + layer + "."));
        }
        NDArray tokens = weights.matrix("embed_tokens.weight", config.size("vocab_size"), info.dModel());
        Embedding embedding = new Embedding(weights.kernels(), tokens, null, null, null, ends.embeddingScale());
        Head head = weights.headless()
                ? null
                : new Head(
                        norms.at("norm"),
                        weights.head(config.truth("tie_word_embeddings"), "lm_head", "embed_tokens.weight", tokens),
                        ends.logitCap());
        return new Decoder(info, weights.parts(embedding, blocks, head));
    }
}
