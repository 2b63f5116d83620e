package dev.steergraph.ingest.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.ingest.checkpoint.Checkpoint;
import dev.steergraph.ingest.checkpoint.onnx.OnnxCheckpoint;
import dev.steergraph.ingest.model.config.Config;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * sentence-transformers/all-MiniLM-L6-v2, from the class path: BERT with 6 layers, d_model 384, 12 heads, 22M weights.
 *
 * @see <a href="https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2">the model card</a>
 */
public final class MiniLm {

    /** Its name among models. */
    static final String NAME = "minilm";

    static final String ID = "all-minilm-l6-v2";

    private MiniLm() {}

    public static byte[] tokenizerJson() throws IOException {
        return resource("/all-minilm-l6-v2-tokenizer.json");
    }

    public static byte[] onnx() throws IOException {
        return resource("/all-minilm-l6-v2.onnx");
    }

    static Config config() throws IOException {
        return new Config(Path.of("minilm.json"), new ObjectMapper().readTree(resource("minilm.json")));
    }

    static Checkpoint checkpoint() throws IOException {
        return OnnxCheckpoint.parse(onnx(), Path.of("all-minilm-l6-v2.onnx"));
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = MiniLm.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the model file " + name + " is not on the class path");
            }
            return in.readAllBytes();
        }
    }
}
