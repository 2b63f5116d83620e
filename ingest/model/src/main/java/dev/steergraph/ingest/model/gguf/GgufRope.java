package dev.steergraph.ingest.model.gguf;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steergraph.ingest.checkpoint.StoredTensor;
import dev.steergraph.ingest.checkpoint.gguf.GgufCheckpoint;
import dev.steergraph.ingest.checkpoint.gguf.GgufFile;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How positions are rotated, as Hugging Face's {@code rope_parameters}. */
final class GgufRope {

    private static final String TRAINED = "original_max_position_embeddings";

    private final GgufFile file;
    private final GgufFields fields;
    private final ObjectNode config;

    /** @param config with {@code head_dim} and {@code max_position_embeddings} */
    GgufRope(GgufFile file, GgufFields fields, ObjectNode config) {
        this.file = file;
        this.fields = fields;
        this.config = config;
    }

    /** The same in all layers. */
    ObjectNode ofAllLayers() throws IOException {
        StoredTensor factors = file.tensors().get(GgufCheckpoint.ROPE_FACTORS);
        ObjectNode rope = theta(fields.number("rope.freq_base"), 10_000);
        return factors == null ? scaled(rope) : slowed(rope, factors);
    }

    /** Gemma 3's, which differ by kind of layer. Ollama's names of the bases are others than llama.cpp's. */
    ObjectNode byKindOfLayer() {
        requireNoFactors();
        ObjectNode ropes = JsonNodeFactory.instance.objectNode();
        Double sliding = fields.anyNumber("rope.freq_base_swa", "rope.local.freq_base");
        ropes.set("sliding_attention", theta(sliding, 10_000).put("rope_type", "default"));
        Double full = fields.anyNumber("rope.freq_base", "rope.global.freq_base");
        ropes.set("full_attention", scaled(theta(full, 1_000_000)));
        return ropes;
    }

    private void requireNoFactors() {
        if (file.tensors().containsKey(GgufCheckpoint.ROPE_FACTORS)) {
            throw fields.refused("has factors for its rotation, " + GgufCheckpoint.ROPE_FACTORS
                    + ", which are not implemented for its architecture.");
        }
    }

    private ObjectNode scaled(ObjectNode rope) {
        String type = fields.text("rope.scaling.type");
        Double factor = fields.anyNumber("rope.scaling.factor", "rope.scale_linear");
        boolean stretched = factor != null && factor != 0 && factor != 1;
        if (type == null ? stretched : type.equals("linear") && stretched) {
            return rope.put("rope_type", "linear").put("factor", factor);
        }
        if (type == null || type.equals("none") || type.equals("linear")) {
            return rope.put("rope_type", "default");
        }
        if (!type.equals("yarn") || factor == null) {
            throw fields.refused(
                    "says rope.scaling.type = " + type + ", which is not implemented; none, linear and yarn are.");
        }
        rope.put("rope_type", "yarn").put("factor", factor);
        put(rope, "beta_fast", fields.number("rope.scaling.yarn_beta_fast"));
        put(rope, "beta_slow", fields.number("rope.scaling.yarn_beta_slow"));
        put(rope, TRAINED, fields.number("rope.scaling.original_context_length"));
        return rope;
    }

    private static void put(ObjectNode rope, String field, @Nullable Double number) {
        if (number != null) {
            rope.put(field, number);
        }
    }

    private static ObjectNode theta(@Nullable Double theta, double usual) {
        return JsonNodeFactory.instance.objectNode().put("rope_theta", theta == null ? usual : theta);
    }

    /**
     * Each wave longer by a factor of its own, which is what Llama 3's rule comes to.
     *
     * @param stored F32[head_dim / 2]
     */
    private ObjectNode slowed(ObjectNode rope, StoredTensor stored) throws IOException {
        String type = fields.text("rope.scaling.type");
        if (type != null && !type.equals("none")) {
            throw fields.refused("has factors for its rotation, " + GgufCheckpoint.ROPE_FACTORS
                    + ", and says rope.scaling.type = " + type + "; only one of them is implemented.");
        }
        int pairs = config.get("head_dim").asInt() / 2;
        if (stored.shape().length != 1 || stored.shape()[0] != pairs) {
            throw fields.refused("should have " + pairs + " factors in " + GgufCheckpoint.ROPE_FACTORS
                    + ", one for each pair of a head's entries; its shape is " + Arrays.toString(stored.shape()) + ".");
        }
        FloatBuffer factors = FloatBuffer.allocate(pairs);
        stored.floats(0, factors);
        rope.put("rope_type", "longrope").put("factor", 1).put("attention_factor", 1);
        rope.put(TRAINED, config.get("max_position_embeddings").asInt());
        for (String lengths : new String[] {"short_factor", "long_factor"}) {
            ArrayNode list = rope.putArray(lengths);
            for (float factor : factors.array()) {
                list.add(factor);
            }
        }
        return rope;
    }
}
