package dev.steergraph.ingest.checkpoint;

import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.Half;
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
                        to.put(Half.value(halves.get()));
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
}
