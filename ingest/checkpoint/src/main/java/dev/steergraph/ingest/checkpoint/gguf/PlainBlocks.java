package dev.steergraph.ingest.checkpoint.gguf;

import dev.steergraph.core.io.Half;

/**
 * Blocks of 32 values with a scale of their own, some with an offset: value = scale · q + offset. Of a byte of two
 * numbers, the lower four bits belong to the first half of the block.
 *
 * @see <a href="https://github.com/ggml-org/ggml">ggml</a>, {@code ggml-common.h}, for the layouts
 */
final class PlainBlocks {

    private static final int HALF = 16;

    private PlainBlocks() {}

    /** scale F16, 32 numbers of 8 bits. */
    static void q8of0(byte[] in, int from, float[] out, int to) {
        float scale = half(in, from);
        for (int i = 0; i < 2 * HALF; i++) {
            out[to + i] = in[from + 2 + i] * scale;
        }
    }

    /** scale F16, 32 numbers of 4 bits that stand for -8 to 7. */
    static void q4of0(byte[] in, int from, float[] out, int to) {
        float scale = half(in, from);
        for (int i = 0; i < HALF; i++) {
            int pair = in[from + 2 + i];
            out[to + i] = scale * ((pair & 0xf) - 8);
            out[to + HALF + i] = scale * ((pair >> 4 & 0xf) - 8);
        }
    }

    /** scale F16, offset F16, 32 numbers of 4 bits. */
    static void q4of1(byte[] in, int from, float[] out, int to) {
        float scale = half(in, from);
        float offset = half(in, from + 2);
        for (int i = 0; i < HALF; i++) {
            int pair = in[from + 4 + i];
            out[to + i] = scale * (pair & 0xf) + offset;
            out[to + HALF + i] = scale * (pair >> 4 & 0xf) + offset;
        }
    }

    /** scale F16, the fifth bits of all, 32 numbers of 4 bits; they stand for -16 to 15. */
    static void q5of0(byte[] in, int from, float[] out, int to) {
        float scale = half(in, from);
        int high = word(in, from + 2);
        for (int i = 0; i < HALF; i++) {
            int pair = in[from + 6 + i];
            out[to + i] = scale * ((pair & 0xf | (high >>> i & 1) << 4) - 16);
            out[to + HALF + i] = scale * ((pair >> 4 & 0xf | (high >>> i + HALF & 1) << 4) - 16);
        }
    }

    /** scale F16, offset F16, the fifth bits of all, 32 numbers of 4 bits. */
    static void q5of1(byte[] in, int from, float[] out, int to) {
        float scale = half(in, from);
        float offset = half(in, from + 2);
        int high = word(in, from + 4);
        for (int i = 0; i < HALF; i++) {
            int pair = in[from + 8 + i];
            out[to + i] = scale * (pair & 0xf | (high >>> i & 1) << 4) + offset;
            out[to + HALF + i] = scale * (pair >> 4 & 0xf | (high >>> i + HALF & 1) << 4) + offset;
        }
    }

    static float half(byte[] in, int at) {
        return Half.value((short) (in[at] & 0xff | in[at + 1] << 8));
    }

    private static int word(byte[] in, int at) {
        return in[at] & 0xff | (in[at + 1] & 0xff) << 8 | (in[at + 2] & 0xff) << 16 | in[at + 3] << 24;
    }
}
