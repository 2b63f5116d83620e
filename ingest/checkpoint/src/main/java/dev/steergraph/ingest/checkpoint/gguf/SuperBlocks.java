package dev.steergraph.ingest.checkpoint.gguf;

/**
 * Blocks of 256 values, the "K" types: groups of 16 or 32 values have scales that are numbers of 6 or 8 bits themselves.
 *
 * @see <a href="https://github.com/ggml-org/ggml">ggml</a>, {@code ggml-common.h}, for the layouts
 */
final class SuperBlocks {

    /** Values that share a scale, of Q4_K and Q5_K. */
    private static final int GROUP = 32;

    private SuperBlocks() {}

    /** scale F16, offset F16, 12 bytes of scales and offsets of 8 groups, 256 numbers of 4 bits. */
    static void q4(byte[] in, int from, float[] out, int to) {
        float scale = PlainBlocks.half(in, from);
        float offset = PlainBlocks.half(in, from + 2);
        for (int group = 0; group < 8; group++) {
            float d = scale * scale6(in, from + 4, group);
            float m = offset * offset6(in, from + 4, group);
            int numbers = from + 16 + group / 2 * GROUP;
            int shift = group % 2 * 4;
            for (int i = 0; i < GROUP; i++) {
                out[to + group * GROUP + i] = d * (in[numbers + i] >> shift & 0xf) - m;
            }
        }
    }

    /** The same, with the fifth bits of all before the numbers: one bit of a byte for each group. */
    static void q5(byte[] in, int from, float[] out, int to) {
        float scale = PlainBlocks.half(in, from);
        float offset = PlainBlocks.half(in, from + 2);
        for (int group = 0; group < 8; group++) {
            float d = scale * scale6(in, from + 4, group);
            float m = offset * offset6(in, from + 4, group);
            int numbers = from + 48 + group / 2 * GROUP;
            int shift = group % 2 * 4;
            for (int i = 0; i < GROUP; i++) {
                int high = in[from + 16 + i] >> group & 1;
                out[to + group * GROUP + i] = d * (in[numbers + i] >> shift & 0xf | high << 4) - m;
            }
        }
    }

    /** Lower 4 bits, upper 2 bits, scales of 16 groups in 8 bits, scale F16; the numbers stand for -32 to 31. */
    static void q6(byte[] in, int from, float[] out, int to) {
        float scale = PlainBlocks.half(in, from + 208);
        for (int i = 0; i < 256; i++) {
            int run = i / 32;
            int low = in[from + run / 4 * 64 + i % 64] >> run % 4 / 2 * 4 & 0xf;
            int high = in[from + 128 + run / 4 * 32 + i % 32] >> run % 4 * 2 & 3;
            float d = scale * in[from + 192 + i / 16];
            out[to + i] = d * ((low | high << 4) - 32);
        }
    }

    /** Scales of groups 0 to 3 are the lower 6 bits of bytes 0 to 3; those of 4 to 7 are split. */
    private static int scale6(byte[] in, int at, int group) {
        return group < 4 ? in[at + group] & 0x3f : in[at + 4 + group] & 0xf | in[at + group - 4] >> 2 & 0x30;
    }

    /** Likewise from byte 4 on. */
    private static int offset6(byte[] in, int at, int group) {
        return group < 4 ? in[at + 4 + group] & 0x3f : in[at + 4 + group] >> 4 & 0xf | in[at + group] >> 2 & 0x30;
    }
}
