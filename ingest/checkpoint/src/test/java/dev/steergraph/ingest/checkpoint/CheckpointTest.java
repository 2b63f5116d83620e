package dev.steergraph.ingest.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.core.UserError;
import dev.steergraph.core.io.DType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"safetensors", "safetensors-sharded", "zip", "zip-sharded", "legacy", "other/training.pt"})
    void everyFormatGivesWhatPythonWrote(String format) throws IOException {
        Checkpoint checkpoint = Checkpoint.open(Fixtures.path(format));
        JsonNode expected = Fixtures.expected();
        assertThat(checkpoint.names())
                .containsExactlyInAnyOrderElementsOf(
                        expected.properties().stream().map(Map.Entry::getKey).toList());
        for (Map.Entry<String, JsonNode> field : expected.properties()) {
            StoredTensor tensor = checkpoint.tensor(field.getKey());
            JsonNode description = field.getValue();
            assertThat(tensor.dtype())
                    .as(field.getKey())
                    .isEqualTo(DType.valueOf(description.get("dtype").asText()));
            List<Long> shape = new ArrayList<>();
            description.get("shape").forEach(length -> shape.add(length.asLong()));
            assertThat(tensor.shape()).as(field.getKey()).containsExactly(shape.toArray(Long[]::new));
            List<Double> values = new ArrayList<>();
            description.get("values").forEach(value -> values.add(number(value)));
            assertThat(numbers(tensor)).as(field.getKey()).isEqualTo(values);
        }
    }

    @Test
    void aTransposedTensorCanBeReadFromAnyByteOn() throws IOException {
        StoredTensor tensor = Checkpoint.open(Fixtures.path("zip")).tensor("transposed");
        byte[] whole = bytes(tensor, 0, (int) tensor.byteLength());
        for (int first = 0; first < whole.length; first++) {
            for (int length = 0; length <= Math.min(9, whole.length - first); length++) {
                assertThat(bytes(tensor, first, length))
                        .containsExactly(Arrays.copyOfRange(whole, first, first + length));
            }
        }
        assertThatThrownBy(() -> tensor.bytes(whole.length, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void floatsWidensFromAnyElementOn() throws IOException {
        StoredTensor tensor = Checkpoint.open(Fixtures.path("safetensors")).tensor("layers.0.bf16");
        FloatBuffer target = FloatBuffer.allocate(3);
        tensor.floats(1, target);
        assertThat(target.array()).containsExactly(-1, 3.140625f, 3.0040553e38f);
        StoredTensor whole = Checkpoint.open(Fixtures.path("safetensors")).tensor("layers.1.i64");
        assertThatThrownBy(() -> whole.floats(0, FloatBuffer.allocate(1))).hasMessageContaining("I64");
    }

    @Test
    void aMissingTensorIsNamedWithItsNeighbours() throws IOException {
        Path path = Fixtures.path("zip");
        Checkpoint checkpoint = Checkpoint.open(path);
        assertThat(checkpoint.has("layers.0.f23")).isFalse();
        assertThatThrownBy(() -> checkpoint.tensor("layers.0.f23"))
                .isInstanceOf(UserError.class)
                .hasMessage(path + " has no tensor \"layers.0.f23\"; the nearest of its 16 names are"
                        + " layers.0.f16, layers.0.f32, layers.0.bf16.");
    }

    @Test
    void aFolderWithoutWeightsSaysWhatWasLookedFor() {
        assertThatThrownBy(() -> Checkpoint.open(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(folder + " has no weights; model.safetensors, pytorch_model.bin");
        assertThatThrownBy(() -> Checkpoint.open(folder.resolve("nothing")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is no folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../model.safetensors", "/etc/passwd", "..", "a/b.safetensors", "a\\\\b", ".hidden", ""})
    void anIndexCannotPointOutsideItsFolder(String shard) throws IOException {
        Files.writeString(
                folder.resolve("model.safetensors.index.json"), "{\"weight_map\": {\"w\": \"" + shard + "\"}}");
        assertThatThrownBy(() -> Checkpoint.open(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("tensor \"w\"")
                .hasMessageContaining("not the plain name");
    }

    @Test
    void shardsThatDoNotFitTheirIndexAreRefused() throws IOException {
        Path index = folder.resolve("model.safetensors.index.json");
        Files.writeString(index, "{\"weight_map\": {\"w\": \"one.safetensors\"}}");
        assertThatThrownBy(() -> Checkpoint.open(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("one.safetensors is missing");
        Files.copy(Fixtures.path("safetensors/model.safetensors"), folder.resolve("one.safetensors"));
        assertThatThrownBy(() -> Checkpoint.open(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("\"w\" is in one.safetensors, which does not have it");
        Files.writeString(index, "{\"weight_map\": ");
        assertThatThrownBy(() -> Checkpoint.open(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("not JSON");
        Files.writeString(index, "{}");
        assertThatThrownBy(() -> Checkpoint.open(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("weight_map");
    }

    @Test
    void aTypeThatIsNotReadIsRefusedWhenItIsWanted() throws IOException {
        StoredTensor wide =
                Checkpoint.open(Fixtures.path("other/uint16.safetensors")).tensor("wide");
        assertThatThrownBy(wide::dtype).isInstanceOf(UserError.class).hasMessageContaining("\"wide\" has the type U16");
        assertThatThrownBy(() -> Checkpoint.open(Fixtures.path("other/uint16.pt")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("torch.uint16");
    }

    private static double number(JsonNode value) {
        return switch (value.asText()) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> value.isBoolean() ? value.asBoolean() ? 1 : 0 : value.asDouble();
        };
    }

    private static List<Double> numbers(StoredTensor tensor) throws IOException {
        List<Double> numbers = new ArrayList<>();
        if (tensor.dtype() == DType.F32 || tensor.dtype() == DType.F16 || tensor.dtype() == DType.BF16) {
            FloatBuffer floats = FloatBuffer.allocate((int) tensor.elements());
            tensor.floats(0, floats);
            for (float value : floats.array()) {
                numbers.add((double) value);
            }
            return numbers;
        }
        ByteBuffer bytes = tensor.bytes(0, (int) tensor.byteLength());
        while (bytes.hasRemaining()) {
            numbers.add(
                    switch (tensor.dtype()) {
                        case F64 -> bytes.getDouble();
                        case I64 -> (double) bytes.getLong();
                        case I32 -> (double) bytes.getInt();
                        case U8, BOOL -> (double) (bytes.get() & 0xff);
                        default -> throw new AssertionError(tensor.dtype());
                    });
        }
        return numbers;
    }

    private static byte[] bytes(StoredTensor tensor, long first, int length) throws IOException {
        byte[] bytes = new byte[length];
        tensor.bytes(first, length).get(bytes);
        return bytes;
    }
}
