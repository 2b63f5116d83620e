package dev.steergraph.ingest.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays as numpy saved them: orders.npz, written by make_npz.py. */
class NpzTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @CsvSource({"matrix, 35", "matrix_fortran, 35", "cube, 24", "cube_fortran, 24", "vector, 7", "empty_fortran, 0"})
    void elementsComeInCOrderHoweverTheyLie(String name, int count) throws Exception {
        Map<String, StoredTensor> arrays =
                Npz.read(Path.of(NpzTest.class.getResource("npz/orders.npz").toURI()));
        StoredTensor array = Objects.requireNonNull(arrays.get(name));
        assertThat(array.elements()).isEqualTo(count);
        float[] values = new float[count];
        array.floats(0, FloatBuffer.wrap(values));
        for (int i = 0; i < count; i++) {
            assertThat(values[i]).isEqualTo(i + 0.5f);
        }
        if (count > 9) {
            float[] some = new float[3];
            array.floats(6, FloatBuffer.wrap(some));
            assertThat(some).containsExactly(6.5f, 7.5f, 8.5f);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000000000000000000000000000000", "3, 9223372036854775807"})
    void shapesThatNoArrayHasAreRefused(String shape) throws Exception {
        Path file = folder.resolve("params.npz");
        write(file, "{'descr': '<f4', 'fortran_order': True, 'shape': (" + shape + "), }");
        assertThatThrownBy(() -> Npz.read(file))
                .isInstanceOf(UserError.class)
                .hasMessage(file + ": W_enc.npy has the shape (" + shape + "), which no array has.");
    }

    @Test
    void otherTypesAreRefusedByName() throws Exception {
        Path file = folder.resolve("params.npz");
        write(file, "{'descr': '>f4', 'fortran_order': False, 'shape': (1,), }");
        assertThatThrownBy(() -> Npz.read(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("arrays that can be read are of the types <f2, <f4");
    }

    /** One array of four bytes, uncompressed as numpy.savez writes it. */
    private static void write(Path file, String header) throws Exception {
        byte[] text = (header + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] array = new byte[10 + text.length + 4];
        System.arraycopy(
                new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length, 0}, 0, array, 0, 10);
        System.arraycopy(text, 0, array, 10, text.length);
        CRC32 crc = new CRC32();
        crc.update(array);
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            ZipEntry entry = new ZipEntry("W_enc.npy");
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(array.length);
            entry.setCrc(crc.getValue());
            zip.putNextEntry(entry);
            zip.write(array);
        }
    }
}
