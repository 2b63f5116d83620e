package dev.steergraph.core.io;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A tensor of whole numbers of any width, mapped. */
public final class WholeNumbers {

    private final Safetensors file;
    private final Tensor tensor;

    private WholeNumbers(Safetensors file, Tensor tensor) {
        this.file = file;
        this.tensor = tensor;
    }

    /** @throws UserError if it is missing, of another rank, or no whole numbers */
    public static WholeNumbers open(Safetensors file, String name, int rank) throws IOException {
        DType dtype = file.dtype(name).orElse(DType.I64);
        switch (dtype) {
            case U16, U32, U64, I32, I64 -> {}
            default ->
                throw new UserError(
                        file.file() + ": tensor \"" + name + "\" should be whole numbers, it is " + dtype + ".");
        }
        return new WholeNumbers(file, file.tensor(name, dtype, rank));
    }

    public long[] shape() {
        return tensor.shape();
    }

    /** @throws UserError if it is negative or does not fit 31 bits */
    public int get(int at) {
        ByteBuffer data = tensor.data();
        long value =
                switch (tensor.dtype()) {
                    case U16 -> Short.toUnsignedLong(data.getShort(at * 2));
                    case U32 -> Integer.toUnsignedLong(data.getInt(at * 4));
                    case I32 -> data.getInt(at * 4);
                    default -> data.getLong(at * 8);
                };
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new UserError(file.file() + ": tensor \"" + tensor.name() + "\" should hold numbers from 0 to "
                    + Integer.MAX_VALUE + ", entry " + at + " is " + value + ".");
        }
        return (int) value;
    }
}
