package dev.steergraph.ingest.model.gguf;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steergraph.ingest.checkpoint.StoredTensor;
import dev.steergraph.ingest.checkpoint.gguf.GgufCheckpoint;
import dev.steergraph.ingest.checkpoint.gguf.GgufFile;
import java.io.IOException;
import java.nio.FloatBuffer;

/** How positions are rotated, as Hugging Face's {@code rope_parameters}. */
final class GgufRope {

    /** What all models have whose factors are kept as a tensor; the file does not say. */
    private static final double LOW_FREQUENCY = 1;

    private static final double HIGH_FREQUENCY = 4;
    private static final int TRAINED = 8_192;

    private final GgufFile file;
    private final GgufFields fields;
    private final ObjectNode config;

    /** @param config with {@code head_dim} */
    GgufRope(GgufFile file, GgufFields fields, ObjectNode config) {
        this.file = file;
        this.fields = fields;
        this.config = config;
    }

    /** Without factors of their own for the frequencies. */
    ObjectNode plain() {
        if (file.tensors().containsKey(GgufCheckpoint.ROPE_FACTORS)) {
            throw fields.refused("has factors for its rotation, " + GgufCheckpoint.ROPE_FACTORS
                    + ", which are not implemented for its architecture.");
        }
        return scaled();
    }

    /** With those of Llama 3, where they are there. */
    ObjectNode ofLlama() throws IOException {
        StoredTensor stored = file.tensors().get(GgufCheckpoint.ROPE_FACTORS);
        return stored == null ? scaled() : llama3(stored);
    }

    private ObjectNode scaled() {
        ObjectNode rope = theta();
        String type = fields.text("rope.scaling.type");
        Double factor = fields.anyNumber("rope.scaling.factor", "rope.scale_linear");
        boolean stretched = factor != null && factor != 0 && factor != 1;
        if (type == null ? stretched : type.equals("linear") && stretched) {
            return rope.put("rope_type", "linear").put("factor", factor);
        }
        if (type == null || type.equals("none") || type.equals("linear")) {
            return rope.put("rope_type", "default");
        }
        // What is not implemented is refused by its name there.
        return rope.put("rope_type", type).put("factor", factor);
    }

    private ObjectNode theta() {
        Double theta = fields.number("rope.freq_base");
        return JsonNodeFactory.instance.objectNode().put("rope_theta", theta == null ? 10_000 : theta);
    }

    /**
     * Finds the factor by which long waves are stretched and sees whether the tensor is what Llama 3's rule makes of it.
     *
     * @param stored F32[head_dim / 2]: by how much each wave is longer
     */
    private ObjectNode llama3(StoredTensor stored) throws IOException {
        ObjectNode rope = theta();
        String type = fields.text("rope.scaling.type");
        if (type != null && !type.equals("none")) {
            throw fields.refused("has factors for its rotation, " + GgufCheckpoint.ROPE_FACTORS
                    + ", and says rope.scaling.type = " + type + "; only one of them is implemented.");
        }
        int width = config.get("head_dim").asInt();
        if (stored.shape().length != 1 || stored.shape()[0] != width / 2) {
            throw fields.refused("should have " + width / 2 + " factors in " + GgufCheckpoint.ROPE_FACTORS
                    + ", one for each pair of a head's entries.");
        }
        FloatBuffer factors = FloatBuffer.allocate(width / 2);
        stored.floats(0, factors);
        Integer said = fields.sizeOrNone("rope.scaling.original_context_length");
        int trained = said == null ? TRAINED : said;
        double most = 0;
        for (float factor : factors.array()) {
            most = Math.max(most, factor);
        }
        for (int i = 0; i < width / 2; i++) {
            double wave = 2 * Math.PI * Math.pow(rope.get("rope_theta").asDouble(), 2.0 * i / width);
            double expected = stretch(wave, most, trained);
            if (!(Math.abs(factors.get(i) - expected) < 1e-4 * expected)) {
                throw fields.refused("has factors for its rotation, " + GgufCheckpoint.ROPE_FACTORS
                        + ", that are not those of Llama 3; others are not implemented.");
            }
        }
        return rope.put("rope_type", "llama3")
                .put("factor", most)
                .put("low_freq_factor", LOW_FREQUENCY)
                .put("high_freq_factor", HIGH_FREQUENCY)
                .put("original_max_position_embeddings", trained);
    }

    private static double stretch(double wave, double factor, int trained) {
        if (wave < trained / HIGH_FREQUENCY) {
            return 1;
        }
        if (wave > trained / LOW_FREQUENCY) {
            return factor;
        }
        double kept = (trained / wave - LOW_FREQUENCY) / (HIGH_FREQUENCY - LOW_FREQUENCY);
        return 1 / ((1 - kept) / factor + kept);
    }
}
