package dev.steergraph.ingest.checkpoint.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.ingest.checkpoint.StoredTensor;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Against the gguf package: {@code make_types.py} makes the files. */
class GgufFileTest {

    static Path resource(String name) throws Exception {
        return Path.of(GgufFileTest.class.getResource(name).toURI());
    }

    @Test
    void everyTypeHasTheValuesThatTheGgufPackageGivesIt() throws Exception {
        GgufFile file = GgufFile.open(resource("types.gguf"));
        Safetensors expected = Safetensors.open(resource("types.safetensors"));
        assertThat(file.tensors()).hasSize(GgmlType.values().length);
        for (Map.Entry<String, StoredTensor> entry : file.tensors().entrySet()) {
            StoredTensor tensor = entry.getValue();
            assertThat(tensor.shape()).containsExactly(2, 256);
            float[] theirs = new float[512];
            expected.tensor(entry.getKey(), DType.F32, 2).data().asFloatBuffer().get(theirs);
            assertThat(bits(read(tensor, 0, 512))).as(entry.getKey()).containsExactly(bits(theirs));
        }
    }

    @Test
    void anyPartOfATensorCanBeRead() throws Exception {
        for (StoredTensor tensor :
                GgufFile.open(resource("types.gguf")).tensors().values()) {
            float[] all = read(tensor, 0, 512);
            for (int from : new int[] {0, 1, 31, 32, 100, 255, 256, 300}) {
                for (int count : new int[] {1, 2, 33, 200}) {
                    float[] part = Arrays.copyOfRange(all, from, from + count);
                    assertThat(read(tensor, from, count)).containsExactly(part);
                    if (tensor.dtype() == DType.F32) {
                        float[] bytes = new float[count];
                        ByteBuffer buffer = tensor.bytes(4L * from, 4 * count);
                        buffer.asFloatBuffer().get(bytes);
                        assertThat(bytes).containsExactly(part);
                    }
                }
            }
        }
    }

    @Test
    void bytesMayBeginWithinANumber() throws Exception {
        StoredTensor tensor = tensor(GgufFile.open(resource("types.gguf")), "Q5_K");
        ByteBuffer all = tensor.bytes(0, 2048);
        ByteBuffer part = tensor.bytes(1025, 6);
        for (int i = 0; i < 6; i++) {
            assertThat(part.get(i)).isEqualTo(all.get(1025 + i));
        }
    }

    @Test
    void valuesOfAllTypesAreRead() throws Exception {
        GgufMetadata metadata = GgufFile.open(resource("types.gguf")).metadata();
        assertThat(metadata.architecture()).isEqualTo("llama");
        assertThat(metadata.values())
                .containsEntry("test.uint8", 200L)
                .containsEntry("test.int8", -3L)
                .containsEntry("test.uint16", 60_000L)
                .containsEntry("test.int16", -5L)
                .containsEntry("test.int32", -7L)
                .containsEntry("test.uint64", 1L << 40)
                .containsEntry("test.int64", -(1L << 40))
                .containsEntry("test.float32", (double) 0.1f)
                .containsEntry("test.float64", 0.1)
                .containsEntry("test.bool", true)
                .containsEntry("test.string", "naïve ▁ 漢字 🦊");
        assertThat(metadata.texts("test.strings")).isEqualTo(List.of("a", "", "ü"));
        assertThat(metadata.numbers("test.numbers")).isEqualTo(List.of(1L, 2L, 3L));
    }

    @Test
    void theFirstOfSeveralPartsBringsTheOthers() throws Exception {
        GgufFile file = GgufFile.open(resource("split-00001-of-00002.gguf"));
        assertThat(file.tensors().keySet()).containsExactly("tensor.0", "tensor.1");
        float[] first = read(tensor(file, "tensor.0"), 0, 64);
        float[] second = read(tensor(file, "tensor.1"), 0, 64);
        for (int i = 0; i < 64; i++) {
            assertThat(second[i]).isEqualTo(first[i] + 1);
        }
    }

    private static StoredTensor tensor(GgufFile file, String name) {
        return Objects.requireNonNull(file.tensors().get(name));
    }

    static float[] read(StoredTensor tensor, long from, int count) throws Exception {
        FloatBuffer floats = FloatBuffer.allocate(count);
        tensor.floats(from, floats);
        return floats.array();
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }
}
