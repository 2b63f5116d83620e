package dev.steergraph.core.io;

/** IEEE 754 binary16: 1 sign, 5 exponent (bias 15) and 10 fraction bits. */
public final class Half {

    private static final int INFINITY = 0x7c00;

    private Half() {}

    /** Rounds to the nearest, ties to even; above 65,504 to the largest finite number, as a latent that fires is finite. */
    public static short of(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        int magnitude = bits & 0x7fffffff;
        int half;
        if (magnitude >= 0x38800000) {
            int rounded = magnitude - 0x38000000 + 0xfff + (magnitude >>> 13 & 1) >>> 13;
            half = Math.min(rounded, INFINITY - 1);
        } else {
            // Subnormal: multiples of 2^-24; adding 0.5 leaves the rounded multiple in the lowest bits of the fraction.
            float shifted = Float.intBitsToFloat(magnitude) + 0.5f;
            half = Float.floatToRawIntBits(shifted) - Float.floatToRawIntBits(0.5f);
        }
        return (short) (sign | half);
    }

    /** The same number as a float32, which is exact. */
    public static float value(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0) {
            // Zero and the subnormal numbers, multiples of 2^-24.
            return bits < 0 ? -(fraction * 0x1p-24f) : fraction * 0x1p-24f;
        }
        int widened = exponent == 0x1f ? 0xff : exponent + 127 - 15;
        return Float.intBitsToFloat(sign | widened << 23 | fraction << 13);
    }
}
