package dev.steergraph.ingest.sae.format;

import dev.steergraph.core.UserError;
import dev.steergraph.ingest.checkpoint.Checkpoint;
import dev.steergraph.ingest.checkpoint.StoredTensor;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/** The tensors of a published SAE, by their usual names or those in small letters; shapes and finiteness are checked. */
final class SaeTensors {

    /** Values looked at together. */
    private static final int PIECE = 1 << 16;

    /** 2^64: sums of 100,000 products of weights below 1.8e19 with activations below a million are far from infinity. */
    private static final float ROOM = 0x1p64f;

    private static final float MAX_FACTOR = 1e19f;

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
            throw misshapen(name, rows, columns, tensor);
        }
        return finite(name, tensor);
    }

    /**
     * The same where formats differ in how they lay a matrix out: its shape decides, and where that is a square, the format.
     *
     * @param turned whether the format stores [columns, rows]
     */
    StoredTensor oriented(String name, long rows, long columns, boolean turned) throws IOException {
        StoredTensor tensor = named(name);
        boolean straight = Arrays.equals(tensor.shape(), new long[] {rows, columns});
        boolean across = Arrays.equals(tensor.shape(), new long[] {columns, rows});
        if (!straight && !across) {
            throw misshapen(name, turned ? columns : rows, turned ? rows : columns, tensor);
        }
        StoredTensor sound = finite(name, tensor);
        return across && (turned || !straight) ? new TransposedTensor(sound) : sound;
    }

    private UserError misshapen(String name, long rows, long columns, StoredTensor tensor) {
        return new UserError(file.source() + ": " + name + " should have the shape [" + rows + ", " + columns
                + "], it has " + Arrays.toString(tensor.shape()) + ".");
    }

    /** Number of values of a vector. */
    int length(String name) throws IOException {
        StoredTensor tensor = named(name);
        if (tensor.shape().length != 1 || tensor.elements() < 1 || tensor.elements() > Integer.MAX_VALUE) {
            throw new UserError(file.source() + ": " + name + " should be a vector, its shape is "
                    + Arrays.toString(tensor.shape()) + ".");
        }
        return (int) tensor.elements();
    }

    /** The first of these names that the file has, or else the first. */
    String first(String... names) {
        return Stream.of(names).filter(this::has).findFirst().orElse(names[0]);
    }

    /** e to the power of each. @throws UserError if one is so large that codes would not be finite */
    float[] exponentials(String name, int length) throws IOException {
        float[] values = vector(name, length);
        for (int f = 0; f < length; f++) {
            values[f] = (float) Math.exp(values[f]);
            if (values[f] > MAX_FACTOR) {
                throw new UserError(file.source() + ": exp(" + name + ") of feature " + f + " is " + values[f]
                        + ", with which codes would not be finite; the weights are damaged, fetch them again.");
            }
        }
        return values;
    }

    /** @throws UserError if it holds a value that is not finite or makes codes overflow */
    StoredTensor finite(String name, StoredTensor tensor) throws IOException {
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
