package dev.steergraph.ingest.checkpoint.gguf;

import dev.steergraph.core.io.DType;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The types of tensors that can be read, by ggml's numbers.
 *
 * @see <a href="https://github.com/ggml-org/ggml">ggml</a>, {@code ggml.h}
 */
enum GgmlType {
    F32(0, DType.F32),
    F16(1, DType.F16),
    BF16(30, DType.BF16),
    Q4_0(2, 32, 18, PlainBlocks::q4of0),
    Q4_1(3, 32, 20, PlainBlocks::q4of1),
    Q5_0(6, 32, 22, PlainBlocks::q5of0),
    Q5_1(7, 32, 24, PlainBlocks::q5of1),
    Q8_0(8, 32, 34, PlainBlocks::q8of0),
    Q4_K(12, 256, 144, SuperBlocks::q4),
    Q5_K(13, 256, 176, SuperBlocks::q5),
    Q6_K(14, 256, 210, SuperBlocks::q6);

    /** Types that are known by name only. */
    private static final Map<Integer, String> OTHERS = Map.ofEntries(
            Map.entry(9, "Q8_1"),
            Map.entry(10, "Q2_K"),
            Map.entry(11, "Q3_K"),
            Map.entry(15, "Q8_K"),
            Map.entry(16, "IQ2_XXS"),
            Map.entry(17, "IQ2_XS"),
            Map.entry(18, "IQ3_XXS"),
            Map.entry(19, "IQ1_S"),
            Map.entry(20, "IQ4_NL"),
            Map.entry(21, "IQ3_S"),
            Map.entry(22, "IQ2_S"),
            Map.entry(23, "IQ4_XS"),
            Map.entry(24, "I8"),
            Map.entry(25, "I16"),
            Map.entry(26, "I32"),
            Map.entry(27, "I64"),
            Map.entry(28, "F64"),
            Map.entry(29, "IQ1_M"),
            Map.entry(34, "TQ1_0"),
            Map.entry(35, "TQ2_0"),
            Map.entry(39, "MXFP4"),
            Map.entry(40, "NVFP4"));

    private final int number;
    private final int elements;
    private final int bytes;
    private final @Nullable DType dtype;
    private final @Nullable Dequantizer dequantizer;

    /** A type whose elements stand for themselves. */
    GgmlType(int number, DType dtype) {
        this.number = number;
        this.dtype = dtype;
        elements = 1;
        bytes = dtype.bytes();
        dequantizer = null;
    }

    /** @param elements of a block @param bytes of a block */
    GgmlType(int number, int elements, int bytes, Dequantizer dequantizer) {
        this.number = number;
        this.elements = elements;
        this.bytes = bytes;
        this.dequantizer = dequantizer;
        dtype = null;
    }

    static Optional<GgmlType> of(int number) {
        return Arrays.stream(values()).filter(type -> type.number == number).findFirst();
    }

    /** Of whatever type, for messages. */
    static String name(int number) {
        return of(number).map(GgmlType::name).orElse(OTHERS.getOrDefault(number, "number " + number));
    }

    static String all() {
        return Arrays.stream(values()).map(GgmlType::name).collect(Collectors.joining(", "));
    }

    /** Elements of a block; rows have a whole number of blocks. */
    int blockElements() {
        return elements;
    }

    int blockBytes() {
        return bytes;
    }

    /** What a block is turned into values with; null where elements stand for themselves. */
    @Nullable
    Dequantizer dequantizer() {
        return dequantizer;
    }

    /** How elements that stand for themselves are stored; null for blocks. */
    @Nullable
    DType dtype() {
        return dtype;
    }
}
