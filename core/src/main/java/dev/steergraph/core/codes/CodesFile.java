package dev.steergraph.core.codes;

import dev.steergraph.core.UserError;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.io.Tensor;
import dev.steergraph.core.io.Written;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sparse codes on disk: safetensors with {@code indptr} I64[rows + 1], {@code indices} I32[nnz] ascending in each row,
 * {@code values} F32[nnz], optionally {@code document} I32[rows]; metadata format {@code steergraph.codes}, version, d_sae, rows,
 * hook.
 */
public final class CodesFile {

    private CodesFile() {}

    /** Codes with the document of each row. @param document int[rows] */
    public record Content(Codes codes, int[] document) {}

    public static Written write(Path file, Codes codes, int[] document) throws IOException {
        Map<String, String> metadata = new TreeMap<>();
        metadata.put("format", CodesPart.FORMAT);
        metadata.put("version", CodesPart.VERSION);
        metadata.put("d_sae", Integer.toString(codes.dSae()));
        metadata.put("rows", Integer.toString(codes.rows()));
        metadata.put("hook", codes.hook().toString());
        return Safetensors.write(
                file,
                new LinkedHashMap<>(metadata),
                List.of(
                        Tensor.of("indptr", codes.indptr()),
                        Tensor.of("indices", codes.indices()),
                        Tensor.of("values", codes.values(), codes.values().length),
                        Tensor.of("document", document)));
    }

    /**
     * Reads the parts of one hook point, in order, into one matrix.
     *
     * @throws UserError if a file is no such file, or its parts contradict each other
     */
    public static Content read(List<Path> files) throws IOException {
        CodesPart[] opened = new CodesPart[files.size()];
        int rows = 0;
        long size = 0;
        for (int i = 0; i < opened.length; i++) {
            opened[i] = CodesPart.open(files.get(i));
            opened[i].requireLike(opened[0]);
            rows = CodesPart.rows(files.get(0), (long) rows + opened[i].rows());
            size += opened[i].values().limit();
        }
        if (size > Integer.MAX_VALUE - 8) {
            throw new UserError(files.get(0) + " and its other parts hold " + size
                    + " values, more than the 2,147,483,639 that can be correlated at once; use fewer rows.");
        }
        int dSae = opened[0].dSae();
        long[] indptr = new long[rows + 1];
        int[] indices = new int[(int) size];
        float[] values = new float[(int) size];
        int[] document = new int[rows];
        int row = 0;
        for (CodesPart part : opened) {
            append(part, row, indptr, indices, values, document);
            row += part.rows();
        }
        return new Content(new Codes(opened[0].requireHook(), dSae, rows, indptr, indices, values), document);
    }

    private static void append(CodesPart part, int row, long[] indptr, int[] indices, float[] values, int[] document) {
        int at = (int) indptr[row];
        part.indices().get(0, indices, at, part.indices().limit());
        part.values().get(0, values, at, part.values().limit());
        part.requireDocument().get(0, document, row, part.rows());
        Path file = part.file().file();
        for (int r = 0; r < part.rows(); r++) {
            long from = part.indptr().get(r);
            long to = part.indptr().get(r + 1);
            if (from > to || to > part.values().limit()) {
                throw new UserError(file + ": indptr goes from " + from + " to " + to + " at row " + r + ", but should"
                        + " never fall, up to the " + part.values().limit() + " values.");
            }
            indptr[row + r + 1] = at + to;
            int before = -1;
            for (int e = at + (int) from; e < at + to; e++) {
                if (indices[e] <= before || indices[e] >= part.dSae()) {
                    throw new UserError(file + ": row " + r + " should list ascending features below " + part.dSae()
                            + ", it has " + indices[e] + " after " + before + ".");
                }
                if (!Float.isFinite(values[e])) {
                    throw new UserError(file + ": row " + r + " holds " + values[e] + ", which is not finite.");
                }
                before = indices[e];
            }
        }
    }
}
