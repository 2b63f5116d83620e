package dev.steergraph.ingest.sae;

import dev.steergraph.cypher.UserError;
import dev.steergraph.ingest.checkpoint.Checkpoint;
import dev.steergraph.ingest.checkpoint.StoredTensor;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Locale;

/** The tensors of a published SAE, by their usual names or those in small letters; shapes and finiteness are checked. */
final class SaeTensors {

    private final Checkpoint file;

    SaeTensors(Checkpoint file) {
        this.file = file;
    }

    boolean has(String name) {
        return file.has(name) || file.has(lower(name));
    }

    /** @throws UserError if it is missing or of another shape */
    StoredTensor matrix(String name, long rows, long columns) throws IOException {
        StoredTensor tensor = named(name);
        if (!Arrays.equals(tensor.shape(), new long[] {rows, columns})) {
            throw new UserError(file.source() + ": " + name + " should have the shape [" + rows + ", " + columns
                    + "], it has " + Arrays.toString(tensor.shape()) + ".");
        }
        return tensor;
    }

    /** @throws UserError if it is missing, of another length, or holds a value that is not finite */
    float[] vector(String name, int length) throws IOException {
        StoredTensor tensor = named(name);
        if (tensor.elements() != length || tensor.shape().length > 1) {
            throw new UserError(file.source() + ": " + name + " should have " + length + " values, its shape is "
                    + Arrays.toString(tensor.shape()) + ".");
        }
        float[] values = new float[length];
        tensor.floats(0, FloatBuffer.wrap(values));
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new UserError(file.source() + ": " + name + " holds a value that is not finite; the file is"
                        + " damaged, fetch it again.");
            }
        }
        return values;
    }

    StoredTensor named(String name) throws IOException {
        return file.tensor(file.has(lower(name)) ? lower(name) : name);
    }

    Checkpoint file() {
        return file;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
