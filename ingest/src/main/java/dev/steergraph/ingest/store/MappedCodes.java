package dev.steergraph.ingest.store;

import dev.steergraph.cypher.UserError;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Codes of one set, mapped from its parts: single values of many rows, without reading everything. */
public final class MappedCodes implements RowCodes {

    private record Part(LongBuffer indptr, IntBuffer indices, FloatBuffer values) {}

    private final Part[] parts;
    private final int[] start;

    private MappedCodes(Part[] parts, int[] start) {
        this.parts = parts;
        this.start = start;
    }

    /** @throws UserError if a file is no such file */
    public static MappedCodes open(List<Path> files) throws IOException {
        Part[] parts = new Part[files.size()];
        int[] start = new int[parts.length + 1];
        for (int p = 0; p < parts.length; p++) {
            Safetensors file = CodesFile.open(files.get(p));
            parts[p] = new Part(
                    file.tensor("indptr", DType.I64, 1).data().asLongBuffer(),
                    file.tensor("indices", DType.I32, 1).data().asIntBuffer(),
                    file.tensor("values", DType.F32, 1).data().asFloatBuffer());
            start[p + 1] = Math.addExact(start[p], parts[p].indptr().limit() - 1);
        }
        return new MappedCodes(parts, start);
    }

    /** Number of rows. */
    public int rows() {
        return start[parts.length];
    }

    @Override
    public float value(int row, int feature) {
        int found = Arrays.binarySearch(start, row);
        int p = found >= 0 ? found : -found - 2;
        while (start[p + 1] == row) { // parts without rows
            p++;
        }
        Part part = parts[p];
        int low = (int) part.indptr().get(row - start[p]);
        int high = (int) part.indptr().get(row - start[p] + 1) - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int there = part.indices().get(middle);
            if (there == feature) {
                return part.values().get(middle);
            }
            if (there < feature) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return 0;
    }
}
