package dev.steergraph.bench.extraction;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steergraph.bench.extraction.RandomFiles.Fill;
import dev.steergraph.bench.extraction.RandomFiles.Tensor;
import dev.steergraph.core.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A decoder of random weights: of every architecture the same sizes, and what it has beside Llama's.
 *
 * @param type {@code model_type}
 * @param gemma whether norms store w − 1
 * @param biased whether queries, keys and values have biases
 * @param headNorms widths of the norms of queries and keys: none, a head's, or all heads'
 * @param blockNorms before each half of a block, after it, or both
 * @param fused whether projections that read the same input are one matrix
 */
record RandomDecoder(
        String type, boolean gemma, boolean biased, HeadNorms headNorms, BlockNorms blockNorms, boolean fused) {

    private static final Set<String> SLIDING = Set.of("mistral", "gemma2", "gemma3_text", "olmo3", "gpt_oss");

    /** Tokens; shorter than the usual context, so that it is not for nothing. */
    private static final int WINDOW = 128;

    enum HeadNorms {
        NONE,
        EACH,
        ALL
    }

    enum BlockNorms {
        BEFORE,
        AFTER,
        AROUND
    }

    /** The usual ones have about 100 million weights. */
    record Sizes(int layers, int width, int heads, int groups, int headWidth, int feedForward, int vocabulary) {

        static final String USUAL = "12,768,12,4,64,2048,32000";

        long queries() {
            return (long) heads * headWidth;
        }

        long keys() {
            return (long) groups * headWidth;
        }
    }

    /** @throws UserError if there is none of this type here */
    static RandomDecoder of(String type) {
        return switch (type) {
            case "llama", "mistral" -> new RandomDecoder(type, false, false, HeadNorms.NONE, BlockNorms.BEFORE, false);
            case "gemma" -> new RandomDecoder(type, true, false, HeadNorms.NONE, BlockNorms.BEFORE, false);
            case "gemma2" -> new RandomDecoder(type, true, false, HeadNorms.NONE, BlockNorms.AROUND, false);
            case "gemma3_text" -> new RandomDecoder(type, true, false, HeadNorms.EACH, BlockNorms.AROUND, false);
            case "qwen2" -> new RandomDecoder(type, false, true, HeadNorms.NONE, BlockNorms.BEFORE, false);
            case "qwen3" -> new RandomDecoder(type, false, false, HeadNorms.EACH, BlockNorms.BEFORE, false);
            case "olmo2", "olmo3" -> new RandomDecoder(type, false, false, HeadNorms.ALL, BlockNorms.AFTER, false);
            case "phi3" -> new RandomDecoder(type, false, false, HeadNorms.NONE, BlockNorms.BEFORE, true);
            case "qwen3_moe" -> new RandomDecoder(type, false, false, HeadNorms.EACH, BlockNorms.BEFORE, false);
            case "gpt_oss" -> new RandomDecoder(type, false, true, HeadNorms.NONE, BlockNorms.BEFORE, false);
            case "qwen3_5_text", "qwen3_5_moe_text" ->
                new RandomDecoder(type, true, false, HeadNorms.EACH, BlockNorms.BEFORE, false);
            default -> throw new UserError("There is no random model of the type \"" + type + "\"; change --types.");
        };
    }

    /** The folder in the cache; it is written if it is not there. */
    Path folder(Path cache, Sizes sizes) throws IOException {
        String name = type + "-" + sizes.layers() + "-" + sizes.width() + "-" + sizes.vocabulary();
        return RandomFiles.folder(cache, name, config(sizes), tensors(sizes));
    }

    private ObjectNode config(Sizes sizes) {
        ObjectNode config = RandomFiles.object();
        config.put("model_type", type);
        config.put("vocab_size", sizes.vocabulary());
        config.put("hidden_size", sizes.width());
        config.put("intermediate_size", sizes.feedForward());
        config.put("num_hidden_layers", sizes.layers());
        config.put("num_attention_heads", sizes.heads());
        config.put("num_key_value_heads", sizes.groups());
        config.put("head_dim", sizes.headWidth());
        config.put("max_position_embeddings", 4_096);
        if (SLIDING.contains(type)) {
            config.put("sliding_window", WINDOW);
        }
        RandomMixture.config(type, config, sizes);
        config.put("tie_word_embeddings", true);
        config.put("bos_token_id", 1);
        config.put("eos_token_id", 2);
        config.put("pad_token_id", 0);
        config.put("dtype", "float32");
        return config;
    }

    private Map<String, Tensor> tensors(Sizes sizes) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        matrix(tensors, "model.embed_tokens", sizes.vocabulary(), sizes.width());
        for (int layer = 0; layer < sizes.layers(); layer++) {
            String at = "model.layers." + layer + ".";
            if (RandomMixture.isDeltaNet(type, layer)) {
                RandomMixture.deltaNet(tensors, at + "linear_attn.", sizes);
            } else {
                attention(tensors, at + "self_attn.", sizes);
            }
            if (RandomMixture.hasExperts(type)) {
                RandomMixture.experts(type, tensors, at + "mlp.", sizes);
            } else {
                feedForward(tensors, at + "mlp.", sizes);
            }
            if (blockNorms != BlockNorms.AFTER) {
                norm(tensors, at + "input_layernorm", sizes.width());
            }
            norm(tensors, at + "post_attention_layernorm", sizes.width());
            if (blockNorms == BlockNorms.AROUND) {
                norm(tensors, at + "pre_feedforward_layernorm", sizes.width());
            }
            if (blockNorms != BlockNorms.BEFORE) {
                norm(tensors, at + "post_feedforward_layernorm", sizes.width());
            }
        }
        norm(tensors, "model.norm", sizes.width());
        return tensors;
    }

    private void attention(Map<String, Tensor> tensors, String at, Sizes sizes) {
        if (fused) {
            matrix(tensors, at + "qkv_proj", sizes.queries() + 2 * sizes.keys(), sizes.width());
        } else {
            long gates = RandomMixture.isGated(type) ? sizes.queries() : 0;
            projection(tensors, at + "q_proj", sizes.queries() + gates, sizes.width());
            projection(tensors, at + "k_proj", sizes.keys(), sizes.width());
            projection(tensors, at + "v_proj", sizes.keys(), sizes.width());
        }
        matrix(tensors, at + "o_proj", sizes.width(), sizes.queries());
        if (type.equals("gpt_oss")) {
            tensors.put(at + "o_proj.bias", new Tensor(Fill.RANDOM, sizes.width()));
            tensors.put(at + "sinks", new Tensor(Fill.RANDOM, sizes.heads()));
        }
        if (headNorms != HeadNorms.NONE) {
            boolean each = headNorms == HeadNorms.EACH;
            norm(tensors, at + "q_norm", each ? sizes.headWidth() : sizes.queries());
            norm(tensors, at + "k_norm", each ? sizes.headWidth() : sizes.keys());
        }
    }

    private void feedForward(Map<String, Tensor> tensors, String at, Sizes sizes) {
        if (fused) {
            matrix(tensors, at + "gate_up_proj", 2L * sizes.feedForward(), sizes.width());
        } else {
            matrix(tensors, at + "gate_proj", sizes.feedForward(), sizes.width());
            matrix(tensors, at + "up_proj", sizes.feedForward(), sizes.width());
        }
        matrix(tensors, at + "down_proj", sizes.width(), sizes.feedForward());
    }

    private void projection(Map<String, Tensor> tensors, String name, long out, long in) {
        matrix(tensors, name, out, in);
        if (biased) {
            tensors.put(name + ".bias", new Tensor(Fill.RANDOM, out));
        }
    }

    private static void matrix(Map<String, Tensor> tensors, String name, long out, long in) {
        tensors.put(name + ".weight", new Tensor(Fill.RANDOM, out, in));
    }

    /** Norms begin as the identity. */
    private void norm(Map<String, Tensor> tensors, String name, long d) {
        tensors.put(name + ".weight", new Tensor(gemma ? Fill.ZEROS : Fill.ONES, d));
    }
}
