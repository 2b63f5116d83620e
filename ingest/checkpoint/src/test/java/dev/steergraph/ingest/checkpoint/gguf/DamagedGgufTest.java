package dev.steergraph.ingest.checkpoint.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no whole GGUF files, or not such as can be read: each is refused in a sentence that names it. */
class DamagedGgufTest {

    private static final int F32 = 0;
    private static final int Q4_K = 12;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void aFileThatEndsEarlyIsRefusedWhereverItEnds() throws IOException {
        byte[] whole = Files.readAllBytes(path("types.gguf"));
        for (int length = 0; length < whole.length - 32; length += 13) {
            Path file = Files.write(folder.resolve("cut.gguf"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> GgufFile.open(file))
                    .as("%d bytes", length)
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("cut.gguf is damaged");
        }
    }

    @Test
    void anythingElseIsRefused() throws IOException {
        refused(new GgufBuilder().raw("GGML").int32(3).int64(0).int64(0), "is no GGUF file");
        refused(GgufBuilder.header(1, 0, 0), "is of version 1 of GGUF; versions 2 and 3 can be read");
        refused(GgufBuilder.header(0x03000000, 0, 0), "is a big-endian GGUF file");
    }

    @Test
    void theVersionBeforeTheLastIsRead() throws IOException {
        Path file = GgufBuilder.header(2, 1, 1)
                .value("general.architecture", "llama")
                .tensor("t", F32, 0, 8)
                .data(32)
                .write(folder.resolve("two.gguf"));
        assertThat(GgufFile.open(file).tensors()).containsOnlyKeys("t");
    }

    @Test
    void countsAreComparedWithTheFileBeforeAnythingIsMadeOfThem() throws IOException {
        refused(GgufBuilder.header(3, Long.MAX_VALUE, 0), "it says that it has 9223372036854775807 tensors");
        refused(GgufBuilder.header(3, -1, 0), "it says that it has 18446744073709551615 tensors");
        refused(GgufBuilder.header(3, 0, 1L << 31), "it says that it has 2147483648 values");
        refused(
                GgufBuilder.header(3, 0, 1)
                        .text("list")
                        .int32(9)
                        .int32(8)
                        .int64(1L << 40)
                        .data(64),
                "it says that it has 1099511627776 values of list");
        refused(
                GgufBuilder.header(3, 0, 1).int64(1L << 50).data(64),
                "the name of a value has a text of 1125899906842624 bytes");
        refused(
                GgufBuilder.header(3, 0, 1).text("text").int32(8).int64(-1).data(64),
                "text has a text of 18446744073709551615 bytes");
    }

    @Test
    void valuesAreOfKnownTypesAndGivenOnce() throws IOException {
        refused(GgufBuilder.header(3, 0, 1).text("x").int32(13).data(64), "x has a value of type 13");
        refused(GgufBuilder.header(3, 0, 1).text("x").int32(9).int32(9).int64(1).data(64), "x is a list of lists");
        refused(GgufBuilder.header(3, 0, 2).value("x", 1).value("x", 2).data(32), "it gives x twice");
    }

    @Test
    void alignmentIsAPowerOfTwo() throws IOException {
        for (int alignment : new int[] {0, 48}) {
            refused(
                    GgufBuilder.header(3, 0, 1).value("general.alignment", alignment),
                    "gives general.alignment as " + alignment + ", which is no power of two");
        }
        refused(
                GgufBuilder.header(3, 0, 1).value("general.alignment", "32"),
                "should give a whole number for general.alignment; it gives 32");
        refused(
                GgufBuilder.header(3, 1, 1)
                        .value("general.alignment", 1 << 30)
                        .tensor("t", F32, 0, 4)
                        .data(64),
                "tensor \"t\" has 16 bytes from byte 0 of the data on, which has 0");
    }

    @Test
    void tensorsAreInTheFile() throws IOException {
        refused(one().tensor("t", F32, 64, 8).data(64), "tensor \"t\" has 32 bytes from byte 64");
        refused(one().tensor("t", F32, 0, 32).data(64), "tensor \"t\" has 128 bytes from byte 0");
        refused(one().tensor("t", F32, 5, 1).data(64), "begins at byte 5, which is no multiple of 32");
        refused(one().tensor("t", F32, -32, 1).data(64), "begins at byte 18446744073709551584");
        refused(
                GgufBuilder.header(3, 2, 0)
                        .tensor("a", F32, 0, 16)
                        .tensor("b", F32, 32, 8)
                        .data(64),
                "tensor \"b\" lies on the one before it");
        refused(
                GgufBuilder.header(3, 2, 0)
                        .tensor("a", F32, 0, 8)
                        .tensor("a", F32, 32, 8)
                        .data(64),
                "it has tensor \"a\" twice");
    }

    @Test
    void shapesMakeSense() throws IOException {
        refused(one().tensor("t", F32, 0, 0).data(64), "has the shape [0]");
        refused(one().tensor("t", F32, 0, 1L << 40, 1L << 40).data(64), "has the shape [1099511627776, 1099511627776]");
        refused(one().tensor("t", F32, 0, -1).data(64), "has the shape [-1]");
        refused(one().tensor("t", F32, 0).data(64), "has 0 dimensions");
        refused(one().tensor("t", F32, 0, 1, 1, 1, 1, 1).data(64), "has 5 dimensions");
        refused(one().tensor("t", Q4_K, 0, 320, 2).data(512), "has rows of 320 elements, and blocks of Q4_K have 256");
    }

    @Test
    void aTypeThatIsNotReadIsNamed() throws IOException {
        refused(
                one().tensor("t", 20, 0, 32).data(64),
                "tensor \"t\" is quantised as IQ4_NL; the types that can be read are F32, F16, BF16, Q4_0,");
        refused(one().tensor("t", 77, 0, 32).data(64), "is quantised as number 77;");
    }

    @Test
    void partsOfAFileAreFoundByTheirNames() throws IOException {
        Path first = folder.resolve("m-00001-of-00002.gguf");
        Path second = folder.resolve("m-00002-of-00002.gguf");
        Files.copy(path("split-00001-of-00002.gguf"), first);
        assertThatThrownBy(() -> GgufFile.open(first))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("m-00002-of-00002.gguf is missing");
        Files.copy(path("split-00002-of-00002.gguf"), second);
        assertThat(GgufFile.open(first).tensors()).hasSize(2);
        assertThatThrownBy(() -> GgufFile.open(second))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(
                        "is a later part of a file that was split; give the first, m-00001-of-00002.gguf");
        Path renamed = Files.copy(first, folder.resolve("model.gguf"));
        assertThatThrownBy(() -> GgufFile.open(renamed))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("they should be named NAME-00001-of-00002.gguf");
        Files.delete(second);
        Files.copy(first, second);
        assertThatThrownBy(() -> GgufFile.open(first))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("does not say that it is part 2 of 2");
    }

    @Test
    void architecturesThatCanBeRunAreListed() throws IOException {
        GgufFile file = GgufFile.open(GgufBuilder.header(3, 0, 1)
                .value("general.architecture", "rwkv7")
                .write(folder.resolve("a.gguf")));
        assertThatThrownBy(() -> GgufCheckpoint.of(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(
                        "is of the architecture \"rwkv7\"; those that can be run from a GGUF file are llama,");
        GgufFile none = GgufFile.open(GgufBuilder.header(3, 0, 0).write(folder.resolve("b.gguf")));
        assertThatThrownBy(() -> GgufCheckpoint.of(none))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("has no general.architecture");
    }

    @Test
    void aTensorThatTheArchitectureDoesNotHaveIsNamed() throws IOException {
        GgufFile file = GgufFile.open(GgufBuilder.header(3, 1, 1)
                .value("general.architecture", "llama")
                .tensor("blk.0.ffn_gate_exps.weight", F32, 0, 4, 2, 2)
                .data(64)
                .write(folder.resolve("a.gguf")));
        assertThatThrownBy(() -> GgufCheckpoint.of(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("has tensor \"blk.0.ffn_gate_exps.weight\", which is not implemented for llama");
    }

    private static GgufBuilder one() {
        return GgufBuilder.header(3, 1, 0);
    }

    private void refused(GgufBuilder file, String why) throws IOException {
        Path path = file.write(folder.resolve("bad.gguf"));
        assertThatThrownBy(() -> GgufFile.open(path))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("bad.gguf")
                .hasMessageContaining(why);
    }

    private static Path path(String name) {
        try {
            return GgufFileTest.resource(name);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
