package dev.steergraph.ingest.correlate.report;

import dev.steergraph.core.io.Npy;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.core.table.FeatureNumbers;
import dev.steergraph.core.table.FeatureTable;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The symmetric matrix of r over all features, layer by layer, in compressed sparse rows; nothing on the diagonal.
 *
 * @param indptr [features + 1]
 * @param indices [2 edges] ascending in each row
 * @param data [2 edges] r
 */
record Adjacency(int[] indptr, int[] indices, double[] data) {

    /** The earliest time a zip can store, so that equal matrices give equal files. */
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    static Adjacency of(EdgeList edges, FeatureTable features) {
        FeatureNumbers numbers = FeatureNumbers.of(features);
        int n = edges.size();
        int[] source = new int[n];
        int[] target = new int[n];
        int[] indptr = new int[features.size() + 1];
        for (int e = 0; e < n; e++) {
            source[e] = numbers.of(edges.sourceLayer()[e], edges.sourceIndex()[e]);
            target[e] = numbers.of(edges.targetLayer()[e], edges.targetIndex()[e]);
            indptr[source[e] + 1]++;
            indptr[target[e] + 1]++;
        }
        for (int f = 0; f < features.size(); f++) {
            indptr[f + 1] = Math.addExact(indptr[f], indptr[f + 1]);
        }
        Adjacency matrix = new Adjacency(indptr, new int[2 * n], new double[2 * n]);
        int[] next = indptr.clone();
        // Edges are sorted by source: lower neighbours come first, ascending, and then the higher ones, ascending.
        for (int e = 0; e < n; e++) {
            matrix.put(next[target[e]]++, source[e], edges.r()[e]);
        }
        for (int e = 0; e < n; e++) {
            matrix.put(next[source[e]]++, target[e], edges.r()[e]);
        }
        return matrix;
    }

    private void put(int at, int column, double r) {
        indices[at] = column;
        data[at] = r;
    }

    /** Writes what {@code scipy.sparse.save_npz} writes of a {@code csr_matrix}. */
    void write(Path file) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            array(zip, "indices", "<i4", "(" + indices.length + ",)", out -> Npy.ints(out, indices));
            array(zip, "indptr", "<i4", "(" + indptr.length + ",)", out -> Npy.ints(out, indptr));
            array(zip, "format", "|S3", "()", out -> out.write("csr".getBytes(StandardCharsets.US_ASCII)));
            array(zip, "shape", "<i8", "(2,)", out -> Npy.longs(out, indptr.length - 1, indptr.length - 1));
            array(zip, "data", "<f8", "(" + data.length + ",)", out -> Npy.doubles(out, data));
        }
    }

    private interface Values {
        void write(OutputStream out) throws IOException;
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
