package dev.steergraph.ingest.model;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.steergraph.cypher.UserError;
import java.io.IOException;

/** Where a model comes from. */
public final class ModelSource {

    private ModelSource() {}

    /** Refuses a name that {@link #load} would not know. */
    public static ModelInfo info(String name) {
        if (!name.equals("minilm")) {
            throw new UserError("Model \"" + name + "\" is unknown; the model that can be read is minilm.");
        }
        return MiniLm.INFO;
    }

    /** Content of the model's tokenizer.json. */
    public static byte[] tokenizerJson(String name) throws IOException {
        info(name);
        return MiniLm.tokenizerJson();
    }

    /** Reads the weights to a device. */
    public static Transformer load(String name, Device device) throws IOException {
        info(name);
        return MiniLm.load(NDManager.newBaseManager(device));
    }
}
