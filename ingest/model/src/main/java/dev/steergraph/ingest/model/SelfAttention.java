package dev.steergraph.ingest.model;

import dev.steergraph.ingest.model.block.Attention;
import dev.steergraph.ingest.model.block.Linear;
import dev.steergraph.ingest.model.block.QueryKeyNorm;
import dev.steergraph.ingest.model.block.Rotary;
import dev.steergraph.ingest.model.config.ModelConfig;
import dev.steergraph.ingest.model.rope.LayerRopes;
import java.io.IOException;
import java.util.function.IntFunction;

/**
 * What a decoder's attention is in each layer. {@link #of} is Llama's; the others say what they have beside it.
 *
 * @param repeats of each key and value; see {@link Attention.Settings}
 * @param scale by which scores are multiplied
 * @param softCap scores are cap·tanh(score / cap); 0 for none
 * @param biased whether queries, keys and values have biases
 * @param outputBiased whether the output has
 * @param qkv how queries, keys and values lie in the checkpoint
 * @param norms of queries and keys
 * @param windows of each layer, tokens; 0 for all
 * @param rotary of each layer
 */
record SelfAttention(
        Heads heads,
        int repeats,
        double scale,
        double softCap,
        boolean biased,
        boolean outputBiased,
        Projection qkv,
        HeadNorms norms,
        int[] windows,
        IntFunction<Rotary> rotary) {

    /** Reads queries, keys and values as one. */
    interface Projection {
        /** @param at what the names of the attention's tensors begin with */
        Linear load(Weights weights, String at, Heads heads, long d, boolean biased) throws IOException;
    }

    /** Reads norms of queries and keys. */
    interface HeadNorms {
        /** @param at what the names of the attention's tensors begin with */
        QueryKeyNorm load(Norms norms, String at, Heads heads) throws IOException;
    }

    /** @param windows of each layer, tokens; 0 for all */
    static SelfAttention of(Heads heads, Rotary rotary, int[] windows) {
        return new SelfAttention(
                heads,
                heads.heads() / heads.groups(),
                heads.scale(),
                0,
                false,
                false,
                Weights::queriesKeysValues,
                Norms::ofNoHead,
                windows,
                layer -> rotary);
    }

    /** With another rotation where there is a window. */
    static SelfAttention byWindow(ModelConfig config, LayerRopes ropes, int[] windows) {
        Heads heads = Heads.of(config);
        Rotary sliding = Rotary.of(config, ropes.sliding(), heads.width());
        Rotary full = Rotary.of(config, ropes.full(), heads.width());
        return of(heads, full, windows).rotated(layer -> windows[layer] > 0 ? sliding : full);
    }

    /** Keys and values stay shared: as the first architectures here had it, whose results keep their last bits. */
    SelfAttention shared() {
        return new SelfAttention(heads, 1, scale, softCap, biased, outputBiased, qkv, norms, windows, rotary);
    }

    SelfAttention scores(double factor, double cap) {
        return new SelfAttention(heads, repeats, factor, cap, biased, outputBiased, qkv, norms, windows, rotary);
    }

    SelfAttention biases(boolean ofQueriesKeysValues, boolean ofOutput) {
        return new SelfAttention(
                heads, repeats, scale, softCap, ofQueriesKeysValues, ofOutput, qkv, norms, windows, rotary);
    }

    SelfAttention projected(Projection projection) {
        return new SelfAttention(
                heads, repeats, scale, softCap, biased, outputBiased, projection, norms, windows, rotary);
    }

    SelfAttention normed(HeadNorms ofHeads) {
        return new SelfAttention(heads, repeats, scale, softCap, biased, outputBiased, qkv, ofHeads, windows, rotary);
    }

    /** @param at what the names of the block's tensors begin with */
    Attention load(Norms from, int layer, String at) throws IOException {
        String self = at + "self_attn.";
        Weights weights = from.weights();
        return new Attention(
                qkv.load(weights, self, heads, from.d(), biased),
                norms.load(from, self, heads),
                weights.linear(self + "o_proj", from.d(), heads.queryWidth(), outputBiased),
                new Attention.Settings(
                        layer,
                        heads.heads(),
                        heads.groups(),
                        repeats,
                        scale,
                        softCap,
                        windows[layer],
                        true,
                        rotary.apply(layer)));
    }

    private SelfAttention rotated(IntFunction<Rotary> ofLayer) {
        return new SelfAttention(heads, repeats, scale, softCap, biased, outputBiased, qkv, norms, windows, ofLayer);
    }
}
