package dev.steergraph.core.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A square float64 matrix in compressed sparse rows.
 *
 * @param indptr [rows + 1] where each row begins, and where the last one ends
 * @param indices [values] columns, ascending in each row
 * @param data [values]
 */
public record CsrMatrix(int[] indptr, int[] indices, double[] data) {

    /** The earliest time a zip can store, so that equal matrices give equal files. */
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    /** Writes what {@code scipy.sparse.save_npz} writes of a {@code csr_matrix}; leaves the stream open. */
    public void writeNpz(OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        array(zip, "indices", "<i4", "(" + indices.length + ",)", to -> Npy.ints(to, indices));
        array(zip, "indptr", "<i4", "(" + indptr.length + ",)", to -> Npy.ints(to, indptr));
        array(zip, "format", "|S3", "()", to -> to.write("csr".getBytes(StandardCharsets.US_ASCII)));
        array(zip, "shape", "<i8", "(2,)", to -> Npy.longs(to, indptr.length - 1, indptr.length - 1));
        array(zip, "data", "<f8", "(" + data.length + ",)", to -> Npy.doubles(to, data));
        zip.finish();
    }

    private interface Values {
        void write(OutputStream to) throws IOException;
    }

    private static void array(ZipOutputStream zip, String name, String type, String shape, Values values)
            throws IOException {
        ZipEntry entry = new ZipEntry(name + ".npy");
        entry.setTimeLocal(EPOCH);
        zip.putNextEntry(entry);
        Npy.header(zip, type, shape);
        values.write(zip);
        zip.closeEntry();
    }
}
