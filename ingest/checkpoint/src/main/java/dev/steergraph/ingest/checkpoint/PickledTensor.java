package dev.steergraph.ingest.checkpoint;

import dev.steergraph.core.UserError;
import dev.steergraph.core.io.DType;
import java.nio.file.Path;
import java.util.List;

/**
 * A tensor as a pickle describes it; its bytes are elsewhere.
 *
 * @param offset element of the storage that comes first
 * @param shape lengths of the dimensions
 * @param stride elements of the storage from one index to the next, per dimension
 */
record PickledTensor(StorageReference storage, DType dtype, long offset, long[] shape, long[] stride) {

    static PickledTensor of(
            StorageReference storage, DType dtype, long offset, List<?> size, List<?> steps, PickleInput in) {
        long[] shape = longs(size, in);
        long[] stride = longs(steps, in);
        if (shape.length != stride.length || offset < 0) {
            throw in.broken("a tensor of shape " + size + " has the strides " + steps + " from element " + offset);
        }
        PickledTensor tensor = new PickledTensor(storage, dtype, offset, shape, stride);
        long room = storage.view().elements();
        try {
            long end = Math.addExact(offset, tensor.extent());
            if (Math.multiplyExact(end, dtype.bytes())
                    > Math.multiplyExact(room, storage.dtype().bytes())) {
                throw in.broken("a tensor of shape " + size + " and strides " + steps + " from element " + offset
                        + " leaves its storage of " + room + " elements");
            }
        } catch (ArithmeticException e) {
            throw in.broken("a tensor of shape " + size + " is too large");
        }
        return tensor;
    }

    /**
     * As a tensor of its storage's bytes.
     *
     * @param name of the tensor and
     * @param file where it is, for messages
     */
    StoredTensor in(Region bytes, Path file, String name) {
        long first = storage.view().first() * storage.dtype().bytes();
        Region data = bytes.part(first + offset * dtype.bytes(), extent() * dtype.bytes());
        if (contiguous()) {
            return new DenseTensor(dtype, shape, data);
        }
        if (data.size() > Integer.MAX_VALUE) {
            throw new UserError(file + ": tensor \"" + name + "\" is not contiguous and spans " + data.size()
                    + " bytes, which can be put in order up to 2 GiB only; save it with .contiguous().");
        }
        return new StridedTensor(dtype, shape, stride, data);
    }

    /** Elements of the storage from the tensor's first to behind its last. */
    private long extent() {
        long last = 0;
        // The product is taken as well: a stride of 0 must not make a tensor that cannot be counted.
        long elements = 1;
        for (int d = 0; d < shape.length; d++) {
            elements = Math.multiplyExact(elements, shape[d]);
            last = Math.addExact(last, Math.multiplyExact(shape[d] - 1, stride[d]));
        }
        return elements == 0 ? 0 : last + 1;
    }

    private boolean contiguous() {
        long expected = 1;
        for (int d = shape.length - 1; d >= 0; d--) {
            if (shape[d] != 1 && stride[d] != expected) {
                return false;
            }
            expected *= shape[d];
        }
        return true;
    }

    private static long[] longs(List<?> numbers, PickleInput in) {
        long[] longs = new long[numbers.size()];
        for (int i = 0; i < longs.length; i++) {
            longs[i] = TorchGlobal.argument(numbers, i, Long.class, in);
            if (longs[i] < 0) {
                throw in.broken("a tensor has the length or stride " + longs[i]);
            }
        }
        return longs;
    }
}
