package dev.steergraph.ingest.checkpoint.gguf;

/** Computes the values of blocks. Arithmetic is that of ggml's reference code, in float32 and in its order. */
@FunctionalInterface
interface Dequantizer {

    /**
     * The values of one block.
     *
     * @param in its bytes, from {@code from} on
     * @param out has room for them from {@code to} on
     */
    void block(byte[] in, int from, float[] out, int to);
}
