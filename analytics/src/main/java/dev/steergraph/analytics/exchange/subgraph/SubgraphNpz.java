package dev.steergraph.analytics.exchange.subgraph;

import dev.steergraph.core.io.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * {@code adjacency.npz}, the symmetric matrix of r as {@code scipy.sparse.load_npz} reads it (CSR, float64), and beside it
 * {@code nodes.csv}, whose rows are the matrix's.
 */
final class SubgraphNpz {

    private SubgraphNpz() {}

    static void write(Subgraph subgraph, Path folder) throws IOException {
        Map<String, Integer> numbers = new HashMap<>();
        subgraph.features().forEach(feature -> numbers.put(feature.key(), numbers.size()));
        List<TreeMap<Integer, Double>> rows = new ArrayList<>();
        subgraph.features().forEach(feature -> rows.add(new TreeMap<>()));
        for (SubgraphEdge edge : subgraph.edges()) {
            int source = numbers.get(edge.source());
            int target = numbers.get(edge.target());
            rows.get(source).put(target, edge.r());
            rows.get(target).put(source, edge.r());
        }
        int n = rows.size();
        int values = rows.stream().mapToInt(Map::size).sum();
        ByteBuffer indptr = buffer(4 * (n + 1)).putInt(0);
        ByteBuffer indices = buffer(4 * values);
        ByteBuffer data = buffer(8 * values);
        for (Map<Integer, Double> row : rows) {
            row.forEach((column, r) -> {
                indices.putInt(column);
                data.putDouble(r);
            });
            indptr.putInt(indices.position() / 4);
        }
        SubgraphCsv.nodes(subgraph, folder);
        AtomicFile.write(folder.resolve("adjacency.npz"), out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            array(zip, "indices", "<i4", "(" + values + ",)", indices);
            array(zip, "indptr", "<i4", "(" + (n + 1) + ",)", indptr);
            array(zip, "format", "|S3", "()", buffer(3).put("csr".getBytes(StandardCharsets.US_ASCII)));
            array(zip, "shape", "<i8", "(2,)", buffer(16).putLong(n).putLong(n));
            array(zip, "data", "<f8", "(" + values + ",)", data);
            zip.finish();
        });
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** NumPy's format 1.0: magic, version, length of a header padded to 64 bytes, the values. */
    private static void array(ZipOutputStream zip, String name, String type, String shape, ByteBuffer values)
            throws IOException {
        zip.putNextEntry(new ZipEntry(name + ".npy"));
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
        int length = (10 + header.length() + 1 + 63) / 64 * 64 - 10;
        OutputStream out = zip;
        out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) length, (byte) (length >>> 8)});
        out.write((header + " ".repeat(length - header.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII));
        out.write(values.array());
        zip.closeEntry();
    }
}
