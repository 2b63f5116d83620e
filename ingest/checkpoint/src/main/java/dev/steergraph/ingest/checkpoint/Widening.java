package dev.steergraph.ingest.checkpoint;

import dev.steergraph.core.io.DType;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/** Conversion of stored floating-point numbers to float32; exact except from float64, which is rounded. */
@FunctionalInterface
interface Widening {

    /** Appends all numbers of {@code from}, a little-endian buffer, to {@code to}. */
    void put(ByteBuffer from, FloatBuffer to);

    static Widening of(DType dtype) {
        return switch (dtype) {
            case F32 -> (from, to) -> to.put(from.asFloatBuffer());
            case F16 ->
                (from, to) -> {
                    ShortBuffer halves = from.asShortBuffer();
                    while (halves.hasRemaining()) {
                        to.put(half(halves.get()));
                    }
                };
            case BF16 ->
                (from, to) -> {
                    ShortBuffer brains = from.asShortBuffer();
                    while (brains.hasRemaining()) {
                        to.put(bfloat16(brains.get()));
                    }
                };
            case F64 ->
                (from, to) -> {
                    var doubles = from.asDoubleBuffer();
                    while (doubles.hasRemaining()) {
                        to.put((float) doubles.get());
                    }
                };
            default -> throw new IllegalArgumentException(dtype + " is no type of floating-point numbers.");
        };
    }

    /** The upper half of a float32's bits. */
    static float bfloat16(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    /** IEEE 754 binary16: 1 sign, 5 exponent (bias 15) and 10 fraction bits. */
    static float half(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0) {
            // Zero and the subnormal numbers, multiples of 2^-24: exact in float32.
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        int wide = exponent == 0x1f ? 0xff : exponent + 127 - 15;
        return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
    }
}
