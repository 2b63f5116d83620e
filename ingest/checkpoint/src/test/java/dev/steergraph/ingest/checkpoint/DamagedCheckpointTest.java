package dev.steergraph.ingest.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedCheckpointTest {

    /** Every byte would take a minute; a number that divides no structure of the files meets all of them. */
    private static final int STRIDE = 7;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "malicious/zip.bin, posix.system",
        "malicious/legacy.bin, posix.system",
        "malicious/stack-global.bin, posix.system",
        "malicious/text.bin, os.system",
        "malicious/eval.bin, __builtin__.eval"
    })
    void anyOtherGlobalIsRefusedByName(String file, String global) {
        assertThatThrownBy(() -> Checkpoint.open(Fixtures.path(file)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("asks for the Python name " + global + ",");
    }

    @Test
    void whatIsNoCheckpointIsNotUnpickled() {
        assertThatThrownBy(() -> Checkpoint.open(Fixtures.path("malicious/plain.bin")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("neither a zip archive nor a legacy file");
    }

    @Test
    void aCompressedArchiveIsRefused() {
        assertThatThrownBy(() -> Checkpoint.open(Fixtures.path("other/compressed.pt")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is compressed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"safetensors/model.safetensors", "zip/pytorch_model.bin", "legacy/pytorch_model.bin"})
    void aTruncatedFileIsRefusedInOneSentence(String fixture) throws IOException {
        byte[] whole = Files.readAllBytes(Fixtures.path(fixture));
        Path cut = folder.resolve(fixture.replace('/', '-'));
        for (int length = 0; length < whole.length; length += STRIDE) {
            Files.write(cut, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Checkpoint.open(cut))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining(cut.toString());
        }
    }

    /** Whatever one byte is changed to, the file is read or refused; nothing else is thrown. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "safetensors/model.safetensors",
                "zip-sharded/pytorch_model-00001-of-00002.bin",
                "legacy/pytorch_model.bin"
            })
    void aChangedByteIsReadOrRefused(String fixture) throws IOException {
        byte[] whole = Files.readAllBytes(Fixtures.path(fixture));
        Path changed = folder.resolve(fixture.replace('/', '-'));
        Random random = new Random(5);
        int refused = 0;
        for (int at = 0; at < whole.length; at += STRIDE) {
            byte[] bytes = whole.clone();
            bytes[at] ^= (byte) (1 + random.nextInt(255));
            Files.write(changed, bytes);
            try {
                Checkpoint checkpoint = Checkpoint.open(changed);
                for (String name : checkpoint.names()) {
                    StoredTensor tensor = checkpoint.tensor(name);
                    tensor.bytes(0, Math.toIntExact(tensor.byteLength()));
                }
            } catch (UserError e) {
                assertThat(e.getMessage()).contains(changed.toString()).endsWith(".");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(20);
    }

    /** An archive has a CRC-32 of every member, so whatever one byte is changed to, the same values are read or none. */
    @ParameterizedTest
    @ValueSource(strings = {"zip-sharded/pytorch_model-00001-of-00002.bin", "other/stored.npz", "other/packed.npz"})
    void aChangedByteOfAnArchiveNeverChangesAValue(String fixture) throws IOException {
        byte[] whole = Files.readAllBytes(Fixtures.path(fixture));
        Map<String, byte[]> expected = values(Fixtures.path(fixture));
        assertThat(expected).isNotEmpty();
        Path changed = folder.resolve(fixture.replace('/', '-'));
        Random random = new Random(6);
        int damaged = 0;
        for (int at = 0; at < whole.length; at++) {
            byte[] bytes = whole.clone();
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(changed, bytes);
            try {
                assertThat(values(changed))
                        .as("byte %d", at)
                        .usingRecursiveComparison()
                        .isEqualTo(expected);
            } catch (UserError e) {
                assertThat(e.getMessage()).contains(changed.toString()).endsWith(".");
                damaged += e.getMessage().contains("CRC-32") ? 1 : 0;
            }
        }
        assertThat(damaged).isGreaterThan(20);
    }

    private static Map<String, byte[]> values(Path file) throws IOException {
        Checkpoint checkpoint = Checkpoint.open(file);
        Map<String, byte[]> values = new TreeMap<>();
        for (String name : checkpoint.names()) {
            StoredTensor tensor = checkpoint.tensor(name);
            byte[] bytes = new byte[Math.toIntExact(tensor.byteLength())];
            tensor.bytes(0, bytes.length).get(bytes);
            values.put(name + Arrays.toString(tensor.shape()), bytes);
        }
        return values;
    }

    /** torch.serialization.set_crc32_options(False) */
    @Test
    void anArchiveWithoutChecksumsIsRead() throws IOException {
        float[] values = new float[10];
        Checkpoint.open(Fixtures.path("other/without-crc.pt")).tensor("w").floats(0, FloatBuffer.wrap(values));
        assertThat(values).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[2,6]}}"
                        + " | overlap",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[6,8]}}"
                        + " | nobody owns",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} | end at byte 4 of the data, which"
                        + " has 8",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}} | truncated",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}} | does not fill",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1,-2],\"data_offsets\":[0,8]}} | does not fill",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4,2],\"data_offsets\":[0,8]}} | does not"
                        + " fill",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}} | does not fill",
                "{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[2],\"data_offsets\":[8,0]}} | truncated",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,99999999999999999999]}} | is described as",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]}} | is described as",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]},\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}"
                        + " | Duplicate",
                "[1] | not a JSON object",
                "{\"a\" | not JSON"
            })
    void aHeaderThatContradictsItselfIsRefused(String header, String why) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        Path file = folder.resolve("model.safetensors");
        Files.write(
                file,
                ByteBuffer.allocate(8 + json.length + 8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(json.length)
                        .put(json)
                        .array());
        assertThatThrownBy(() -> Checkpoint.open(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(why);
    }

    @Test
    void aHeaderLengthThatCannotBeIsRefusedBeforeItIsAllocated() throws IOException {
        Path file = folder.resolve("model.safetensors");
        for (long length : new long[] {-1, 0, 1, Long.MAX_VALUE, 100_000_001}) {
            Files.write(
                    file,
                    ByteBuffer.allocate(64)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putLong(length)
                            .array());
            assertThatThrownBy(() -> Checkpoint.open(folder))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("its first 8 bytes say " + length);
        }
    }
}
