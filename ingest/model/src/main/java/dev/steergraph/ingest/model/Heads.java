package dev.steergraph.ingest.model;

import dev.steergraph.ingest.model.config.ModelConfig;

/**
 * The heads of an attention.
 *
 * @param heads H
 * @param groups G, that share keys and values
 * @param width D, of one
 */
record Heads(int heads, int groups, int width) {

    /** @throws dev.steergraph.core.UserError if heads cannot be shared out to the groups */
    static Heads of(ModelConfig config) {
        int heads = config.size("num_attention_heads");
        int groups = config.size("num_key_value_heads", heads);
        if (heads % groups != 0) {
            config.requireMultiple("num_attention_heads", "num_key_value_heads");
        }
        return new Heads(heads, groups, config.size("head_dim", config.size("hidden_size") / heads));
    }

    /** H·D, of all queries. */
    long queryWidth() {
        return (long) heads * width;
    }

    /** G·D, of all keys, and of all values. */
    long keyWidth() {
        return (long) groups * width;
    }

    /** By which scores are usually multiplied. */
    double scale() {
        return 1 / Math.sqrt(width);
    }
}
