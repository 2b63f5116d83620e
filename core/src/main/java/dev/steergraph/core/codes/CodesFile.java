package dev.steergraph.core.codes;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.io.Tensor;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Sparse codes on disk: safetensors with {@code indptr} I64[rows + 1], {@code indices} I32[nnz] ascending in each row,
 * {@code values} F32[nnz], optionally {@code document} I32[rows]; metadata format {@value #FORMAT}, version, d_sae, rows,
 * hook.
 */
public final class CodesFile {

    private static final String FORMAT = "steergraph.codes";
    private static final String VERSION = "1";

    private CodesFile() {}

    /** Codes with the document of each row. @param document int[rows] */
    public record Content(Codes codes, int[] document) {}

    public static void write(Path file, Codes codes, int[] document) throws IOException {
        Map<String, String> metadata = new TreeMap<>();
        metadata.put("format", FORMAT);
        metadata.put("version", VERSION);
        metadata.put("d_sae", Integer.toString(codes.dSae()));
        metadata.put("rows", Integer.toString(codes.rows()));
        metadata.put("hook", codes.hook().toString());
        Safetensors.write(
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
        Safetensors[] opened = new Safetensors[files.size()];
        int rows = 0;
        int dSae = 0;
        long size = 0;
        for (int i = 0; i < opened.length; i++) {
            opened[i] = open(files.get(i));
            dSae = i == 0 ? number(opened[0], "d_sae") : dSae;
            expect(opened[i], "d_sae", Integer.toString(dSae));
            rows = Math.addExact(rows, number(opened[i], "rows"));
            size += opened[i].tensor("values", DType.F32, 1).shape()[0];
        }
        if (size > Integer.MAX_VALUE - 8) {
            throw new UserError(files.get(0) + " and its other parts hold " + size
                    + " values, more than the 2,147,483,639 that can be correlated at once; use fewer rows.");
        }
        long[] indptr = new long[rows + 1];
        int[] indices = new int[(int) size];
        float[] values = new float[(int) size];
        int[] document = new int[rows];
        int row = 0;
        for (Safetensors part : opened) {
            row = append(part, dSae, row, indptr, indices, values, document);
        }
        return new Content(new Codes(hook(opened[0]), dSae, rows, indptr, indices, values), document);
    }

    /** @throws UserError if it is no codes file of this version */
    static Safetensors open(Path path) throws IOException {
        Safetensors file = Safetensors.open(path);
        expect(file, "format", FORMAT);
        expect(file, "version", VERSION);
        return file;
    }

    private static int append(
            Safetensors part, int dSae, int row, long[] indptr, int[] indices, float[] values, int[] document)
            throws IOException {
        int rows = number(part, "rows");
        LongBuffer offsets = part.tensor("indptr", DType.I64, 1).data().asLongBuffer();
        IntBuffer features = part.tensor("indices", DType.I32, 1).data().asIntBuffer();
        FloatBuffer activations = part.tensor("values", DType.F32, 1).data().asFloatBuffer();
        int at = (int) indptr[row];
        if (offsets.limit() != rows + 1
                || offsets.get(0) != 0
                || offsets.get(rows) != activations.limit()
                || features.limit() != activations.limit()) {
            throw new UserError(part.file() + ": indptr should have " + (rows + 1) + " entries from 0 to the "
                    + activations.limit() + " values; it has " + offsets.limit() + ", up to "
                    + offsets.get(offsets.limit() - 1) + ".");
        }
        features.get(0, indices, at, features.limit());
        activations.get(0, values, at, activations.limit());
        for (int r = 0; r < rows; r++) {
            long from = offsets.get(r);
            long to = offsets.get(r + 1);
            if (from > to) {
                throw new UserError(part.file() + ": indptr falls from " + from + " to " + to + " at row " + r + ".");
            }
            indptr[row + r + 1] = at + to;
            int before = -1;
            for (int e = at + (int) from; e < at + to; e++) {
                if (indices[e] <= before || indices[e] >= dSae) {
                    throw new UserError(part.file() + ": row " + r + " should list ascending features below " + dSae
                            + ", it has " + indices[e] + " after " + before + ".");
                }
                if (!Float.isFinite(values[e])) {
                    throw new UserError(part.file() + ": row " + r + " holds " + values[e] + ", which is not finite.");
                }
                before = indices[e];
            }
        }
        IntBuffer ids = part.tensor("document", DType.I32, 1).data().asIntBuffer();
        if (ids.limit() != rows) {
            throw new UserError(
                    part.file() + ": document should have " + rows + " entries, it has " + ids.limit() + ".");
        }
        ids.get(0, document, row, rows);
        return row + rows;
    }

    private static HookPoint hook(Safetensors file) {
        String named = file.metadata().getOrDefault("hook", "nothing");
        try {
            return HookPoint.parse(named);
        } catch (IllegalArgumentException e) {
            throw new UserError(
                    file.file() + ": metadata \"hook\" should be a hook point such as blocks.4.hook_resid_post, it is "
                            + named + "; encode again.",
                    e);
        }
    }

    static int number(Safetensors file, String key) {
        try {
            return Integer.parseInt(file.metadata().getOrDefault(key, "nothing"));
        } catch (NumberFormatException e) {
            throw new UserError(
                    file.file() + ": metadata \"" + key + "\" should be a number, it is "
                            + file.metadata().get(key) + ".",
                    e);
        }
    }

    private static void expect(Safetensors file, String key, String value) {
        if (!Objects.equals(value, file.metadata().get(key))) {
            throw new UserError(file.file() + ": metadata \"" + key + "\" should be " + value + ", it is "
                    + file.metadata().get(key) + ".");
        }
    }
}
