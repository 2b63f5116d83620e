package dev.steergraph.ingest.store;

/** Element types of safetensors files that SteerGraph writes or reads, with their widths in bytes. */
public enum DType {
    F32(4),
    F16(2),
    BF16(2),
    I32(4),
    I64(8);

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }
}
