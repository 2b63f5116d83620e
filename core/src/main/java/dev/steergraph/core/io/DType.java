package dev.steergraph.core.io;

import java.util.Optional;

/** Element types of stored tensors, by their safetensors names, with their widths in bytes. */
public enum DType {
    F64(8),
    F32(4),
    F16(2),
    BF16(2),
    I64(8),
    I32(4),
    I16(2),
    I8(1),
    U8(1),
    BOOL(1),
    U16(2),
    U32(4),
    U64(8);

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** Whether it is a wide unsigned type: other tools' positions and token ids, never weights. */
    public boolean isIndex() {
        return this == U16 || this == U32 || this == U64;
    }

    /** The type of that safetensors name, or nothing for one that SteerGraph does not read (8-bit floats, ...). */
    public static Optional<DType> named(String name) {
        for (DType dtype : values()) {
            if (dtype.name().equals(name)) {
                return Optional.of(dtype);
            }
        }
        return Optional.empty();
    }
}
