package dev.steergraph.ingest.sae.format;

import dev.steergraph.core.UserError;
import dev.steergraph.ingest.checkpoint.Checkpoint;
import dev.steergraph.ingest.checkpoint.StoredTensor;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Locale;

/** The tensors of a published SAE, by their usual names or those in small letters; shapes and finiteness are checked. */
final class SaeTensors {

    /** Values looked at together. */
    private static final int PIECE = 1 << 16;

    /** 2^64: sums of 100,000 products of weights below 1.8e19 with activations below a million are far from infinity. */
    private static final float ROOM = 0x1p64f;

    private final Checkpoint file;

    SaeTensors(Checkpoint file) {
        this.file = file;
    }

    boolean has(String name) {
        return file.has(name) || file.has(lower(name));
    }

    /** @throws UserError if it is missing, of another shape, or holds a value that is not finite or makes codes overflow */
    StoredTensor matrix(String name, long rows, long columns) throws IOException {
        StoredTensor tensor = named(name);
        if (!Arrays.equals(tensor.shape(), new long[] {rows, columns})) {
            throw new UserError(file.source() + ": " + name + " should have the shape [" + rows + ", " + columns
                    + "], it has " + Arrays.toString(tensor.shape()) + ".");
        }
        float[] values = new float[(int) Math.min(PIECE, tensor.elements())];
        for (long from = 0; from < tensor.elements(); from += values.length) {
            int n = (int) Math.min(values.length, tensor.elements() - from);
            tensor.floats(from, FloatBuffer.wrap(values, 0, n));
            requireFinite(name, values, n, ROOM);
        }
        return tensor;
    }

    /** @throws UserError if it is missing, of another length, or holds a value that is not finite or makes codes overflow */
    float[] vector(String name, int length) throws IOException {
        return vector(name, length, ROOM);
    }

    /** A vector that is only compared with: any finite value will do. */
    float[] thresholds(String name, int length) throws IOException {
        return vector(name, length, 1);
    }

    private float[] vector(String name, int length, float room) throws IOException {
        StoredTensor tensor = named(name);
        if (tensor.elements() != length || tensor.shape().length > 1) {
            throw new UserError(file.source() + ": " + name + " should have " + length + " values, its shape is "
                    + Arrays.toString(tensor.shape()) + ".");
        }
        float[] values = new float[length];
        tensor.floats(0, FloatBuffer.wrap(values));
        requireFinite(name, values, length, room);
        return values;
    }

    /** Zero times a finite number is zero; adding these up keeps the loop free of branches. */
    private void requireFinite(String name, float[] values, int n, float room) {
        float sum = 0;
        for (int i = 0; i < n; i++) {
            sum += values[i] * room * 0;
        }
        if (sum != 0) {
            throw new UserError(file.source() + ": " + name + " holds a value that is not finite (NaN or infinity)"
                    + (room == 1 ? "" : " or so large that codes would not be (above 1e19)")
                    + "; the file is damaged, fetch it again.");
        }
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
