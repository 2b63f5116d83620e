package dev.steergraph.ingest.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedFileTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void everySliceIsWhatTheFileHasAcrossTheBordersOfMappings() throws IOException {
        byte[] content = new byte[41];
        new Random(1).nextBytes(content);
        Path file = Files.write(folder.resolve("file"), content);
        for (int step : new int[] {1, 7, 8, 41, 64}) {
            MappedFile mapped = new MappedFile(file, step);
            for (int first = 0; first <= content.length; first++) {
                for (int length = 0; length <= content.length - first; length++) {
                    byte[] bytes = new byte[length];
                    mapped.bytes(first, length).get(bytes);
                    assertThat(bytes).containsExactly(Arrays.copyOfRange(content, first, first + length));
                }
            }
            assertThatThrownBy(() -> mapped.bytes(40, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void aTensorOfMoreThanTwoGibibytesIsReadAtItsEnds() throws IOException {
        // A file with a hole: it takes some kilobytes of disk.
        long elements = (1L << 31) / 4 + 1000;
        byte[] header = ("{\"big\":{\"dtype\":\"F32\",\"shape\":[" + elements + "],\"data_offsets\":[0," + 4 * elements
                        + "]}}")
                .getBytes(StandardCharsets.US_ASCII);
        Path file = folder.resolve("model.safetensors");
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            ByteBuffer numbers = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            out.write(numbers.putLong(header.length).array());
            out.write(header);
            out.setLength(8 + header.length + 4 * elements);
            out.seek(8 + header.length + 4 * (elements - 1));
            out.write(numbers.clear().putFloat(2.5f).array(), 0, 4);
            out.seek(8 + header.length + (1L << 30) - 4);
            out.write(numbers.clear().putFloat(1.5f).putFloat(-3).array());
        }
        StoredTensor big = Checkpoint.open(folder).tensor("big");
        assertThat(big.byteLength()).isGreaterThan(Integer.MAX_VALUE);
        assertThat(big.bytes(4 * (elements - 1), 4).getFloat()).isEqualTo(2.5f);
        assertThat(big.bytes((1L << 30) - 4, 8).getFloat(4)).isEqualTo(-3);
        assertThat(big.bytes(0, 1 << 30).getFloat((1 << 30) - 4)).isEqualTo(1.5f);
    }
}
