package dev.steergraph.ingest.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import dev.steergraph.ingest.model.block.Attention;
import dev.steergraph.ingest.model.block.Block;
import dev.steergraph.ingest.model.block.Mixer;
import dev.steergraph.ingest.model.block.Mlp;
import dev.steergraph.ingest.model.block.NoNorm;
import dev.steergraph.ingest.model.block.QueryKeyNorm;
import dev.steergraph.ingest.model.block.RmsNorm;
import dev.steergraph.ingest.model.config.ModelConfig;
import dev.steergraph.ingest.model.config.ModelInfo;
import java.io.IOException;
import java.util.List;

/**
 * The root-mean-square norms of a decoder, and blocks that have them where its checkpoint does.
 *
 * @param d width of the residual stream
 * @param epsilon of all norms
 * @param added to the stored weights: 1 for Gemma
 */
record Norms(Weights weights, int d, double epsilon, float added) {

    static Norms of(ModelInfo info, ModelConfig config, Weights weights, float added) {
        return new Norms(weights, info.dModel(), config.number("rms_norm_eps"), added);
    }

    RmsNorm at(String module) throws IOException {
        return weights.rmsNorm(module, d, epsilon, added);
    }

    /** None, of queries and keys. */
    QueryKeyNorm ofNoHead(String at, Heads heads) {
        return QueryKeyNorm.none(weights.kernels());
    }

    /** {@code q_norm} and {@code k_norm}, as wide as one head, the same for all. */
    QueryKeyNorm ofEachHead(String at, Heads heads) throws IOException {
        int width = heads.width();
        try (NDArray query = weights.wide(at + "q_norm.weight", width);
                NDArray key = weights.wide(at + "k_norm.weight", width);
                NDArray queries = query.reshape(1, width).repeat(0, heads.heads());
                NDArray keys = key.reshape(1, width).repeat(0, heads.groups())) {
            NDArray all = NDArrays.concat(new NDList(queries, keys), 0).addi(added);
            return new QueryKeyNorm(weights.kernels(), List.of(new QueryKeyNorm.Part(0, all)), epsilon);
        }
    }

    /** {@code q_norm} and {@code k_norm}, as wide as all heads together. */
    QueryKeyNorm ofAllHeads(String at, Heads heads) throws IOException {
        long query = heads.queryWidth();
        long key = heads.keyWidth();
        NDArray queries = weights.wide(at + "q_norm.weight", query).reshape(1, query);
        NDArray keys = weights.wide(at + "k_norm.weight", key).reshape(1, key);
        return new QueryKeyNorm(
                weights.kernels(),
                List.of(new QueryKeyNorm.Part(0, queries.addi(added)), new QueryKeyNorm.Part(query, keys.addi(added))),
                epsilon);
    }

    /** A norm before each half, Llama's way. @param at what names of its tensors begin with */
    Block before(String at, Mixer mixer, Mlp mlp) throws IOException {
        return new Block.Sequential(at(at + "input_layernorm"), mixer, at(at + "post_attention_layernorm"), mlp);
    }

    /** Norms before and after each half, Gemma 2's way. */
    Block around(String at, Attention attention, Mlp mlp) throws IOException {
        return new Block.Sandwich(
                at(at + "input_layernorm"),
                attention,
                at(at + "post_attention_layernorm"),
                at(at + "pre_feedforward_layernorm"),
                mlp,
                at(at + "post_feedforward_layernorm"));
    }

    /** Norms after each half, OLMo 2's way. */
    Block after(String at, Attention attention, Mlp mlp) throws IOException {
        return new Block.Sandwich(
                new NoNorm(weights.kernels()),
                attention,
                at(at + "post_attention_layernorm"),
                new NoNorm(weights.kernels()),
                mlp,
                at(at + "post_feedforward_layernorm"));
    }
}
