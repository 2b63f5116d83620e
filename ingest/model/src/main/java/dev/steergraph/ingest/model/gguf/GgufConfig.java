package dev.steergraph.ingest.model.gguf;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steergraph.ingest.checkpoint.StoredTensor;
import dev.steergraph.ingest.checkpoint.gguf.GgufFile;
import dev.steergraph.ingest.checkpoint.gguf.GgufMetadata;
import dev.steergraph.ingest.model.config.Config;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/**
 * The configuration of a model in a GGUF file, as its config.json would give it. Where a file leaves something out,
 * llama.cpp's default counts, not transformers'; what it needs and does not have is refused.
 *
 * @see <a href="https://github.com/ggml-org/llama.cpp">llama.cpp</a>, {@code llama-model.cpp}, for the defaults
 */
public final class GgufConfig {

    /** Gemma's largest models scale scores by the width of the model for each head; the file does not say so. */
    private static final int GEMMA2_27B_LAYERS = 46;

    private static final int GEMMA3_27B_LAYERS = 62;

    private final GgufFile file;
    private final GgufMetadata metadata;
    private final GgufFields fields;
    private final ObjectNode config = JsonNodeFactory.instance.objectNode();

    private GgufConfig(GgufFile file) {
        this.file = file;
        metadata = file.metadata();
        fields = new GgufFields(metadata);
    }

    /**
     * Reads the header.
     *
     * @throws dev.steergraph.core.UserError if it lacks what is needed, or says what is not implemented
     */
    public static Config of(GgufFile file) throws IOException {
        return new GgufConfig(file).read();
    }

    private Config read() throws IOException {
        String architecture = metadata.architecture();
        switch (architecture) {
            case "gpt2" -> gpt2();
            case "llama" -> llama();
            case "qwen2" -> qwen("qwen2");
            case "qwen3" -> qwen("qwen3");
            case "gemma2" -> gemma2();
            case "gemma3" -> gemma3();
            // The checkpoint says which can be run.
            default -> config.put("model_type", architecture);
        }
        StoredTensor tokens = file.tensors().get("token_embd.weight");
        if (tokens != null) {
            config.put("vocab_size", tokens.shape()[0]);
        }
        config.put("tie_word_embeddings", !file.tensors().containsKey("output.weight"));
        tokens();
        fields.finish(config);
        return new Config(file.path(), config);
    }

    private void gpt2() {
        config.put("model_type", "gpt2");
        config.put("n_positions", fields.size("context_length"));
        config.put("n_layer", fields.size("block_count"));
        config.put("n_embd", fields.size("embedding_length"));
        config.put("n_inner", fields.size("feed_forward_length"));
        config.put("n_head", fields.size("attention.head_count"));
        config.put("layer_norm_epsilon", fields.requiredNumber("attention.layer_norm_epsilon"));
        Integer groups = fields.sizeOrNone("attention.head_count_kv");
        if (groups != null && groups != fields.size("attention.head_count")) {
            throw fields.refused(
                    "says gpt2.attention.head_count_kv = " + groups + ", which is not implemented for gpt2.");
        }
    }

    private void llama() throws IOException {
        Integer window = fields.window();
        config.put("model_type", window == null ? "llama" : "mistral");
        if (window == null) {
            config.put("attention_bias", file.tensors().containsKey("blk.0.attn_q.bias"));
            config.put("mlp_bias", file.tensors().containsKey("blk.0.ffn_up.bias"));
        } else {
            config.put("sliding_window", window);
        }
        decoder();
        config.set("rope_parameters", new GgufRope(file, fields, config).ofAllLayers());
    }

    private void qwen(String type) throws IOException {
        config.put("model_type", type);
        if (type.equals("qwen3")) {
            config.put("attention_bias", file.tensors().containsKey("blk.0.attn_q.bias"));
        }
        decoder();
        config.set("rope_parameters", new GgufRope(file, fields, config).ofAllLayers());
    }

    private void gemma3() {
        config.put("model_type", "gemma3_text");
        decoder();
        config.put("sliding_window", fields.size("attention.sliding_window"));
        Double logits = fields.number("final_logit_softcapping");
        if (logits != null && logits != 0) {
            config.put("final_logit_softcapping", logits);
        }
        scoreScale(GEMMA3_27B_LAYERS);
        layerTypes(6);
        config.set("rope_parameters", new GgufRope(file, fields, config).byKindOfLayer());
    }

    /** Which layers slide: all but every so many, or those that a list says. @param usual every so many */
    private void layerTypes(int usual) {
        String name = "attention.sliding_window_pattern";
        List<Boolean> listed = fields.truths(name);
        Integer period = listed == null ? fields.sizeOrNone(name) : null;
        int every = period == null ? usual : period;
        int layers = fields.size("block_count");
        if (listed != null && listed.size() < layers) {
            throw fields.refused("says of " + listed.size() + " layers whether they slide, and has " + layers + ".");
        }
        ArrayNode types = config.putArray("layer_types");
        for (int layer = 0; layer < layers; layer++) {
            boolean sliding = listed == null ? (layer + 1) % every != 0 : listed.get(layer);
            types.add(sliding ? "sliding_attention" : "full_attention");
        }
    }

    private void gemma2() throws IOException {
        config.put("model_type", "gemma2");
        decoder();
        Integer window = fields.window();
        config.put("sliding_window", window == null ? 4_096 : window);
        Double scores = fields.number("attn_logit_softcapping");
        config.put("attn_logit_softcapping", scores == null ? 50 : scores);
        Double logits = fields.number("final_logit_softcapping");
        config.put("final_logit_softcapping", logits == null ? 30 : logits);
        scoreScale(GEMMA2_27B_LAYERS);
        layerTypes(2);
        config.set("rope_parameters", new GgufRope(file, fields, config).ofAllLayers());
    }

    /** What Llama and its descendants have. */
    private void decoder() {
        int heads = fields.size("attention.head_count");
        Integer groups = fields.sizeOrNone("attention.head_count_kv");
        config.put("max_position_embeddings", fields.size("context_length"));
        config.put("num_hidden_layers", fields.size("block_count"));
        config.put("hidden_size", fields.size("embedding_length"));
        config.put("intermediate_size", fields.size("feed_forward_length"));
        config.put("num_attention_heads", heads);
        config.put("num_key_value_heads", groups == null ? heads : groups);
        config.put("rms_norm_eps", fields.requiredNumber("attention.layer_norm_rms_epsilon"));
        config.put("head_dim", headWidth(heads));
    }

    private int headWidth(int heads) {
        Integer keys = fields.sizeOrNone("attention.key_length");
        Integer values = fields.sizeOrNone("attention.value_length");
        Integer rotated = fields.sizeOrNone("rope.dimension_count");
        int width = Objects.requireNonNullElse(
                keys, Objects.requireNonNullElse(rotated, fields.size("embedding_length") / heads));
        if (values != null && values != width || rotated != null && rotated != width) {
            throw fields.refused("has heads of which keys are " + width + " wide, values "
                    + Objects.requireNonNullElse(values, width) + ", and "
                    + Objects.requireNonNullElse(rotated, width)
                    + " entries are rotated; only the same for all three is implemented.");
        }
        return width;
    }

    private void scoreScale(int layersOfLargest) {
        boolean largest = fields.size("block_count") == layersOfLargest;
        config.put(
                "query_pre_attn_scalar",
                largest
                        ? fields.size("embedding_length") / fields.size("attention.head_count")
                        : config.get("head_dim").asInt());
    }

    private void tokens() {
        Integer bos = metadata.whole("tokenizer.ggml.bos_token_id");
        if (bos != null) {
            config.put("bos_token_id", bos);
        } else {
            config.putNull("bos_token_id");
        }
        var ends = config.putArray("eos_token_id");
        for (String role : new String[] {"eos", "eot", "eom"}) {
            Integer end = metadata.whole("tokenizer.ggml." + role + "_token_id");
            if (end != null) {
                ends.add(end);
            }
        }
    }
}
