package dev.steergraph.core.codes;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.io.DType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Codes of one set, mapped from its parts: ranges of rows and single values, without everything in memory. What a row holds is
 * as the file has it; {@link CodesFile#read} is what checks it.
 */
public final class MappedCodes implements CodeRows, RowCodes {

    private record Part(
            Path file,
            LongBuffer indptr,
            IntBuffer indices,
            FloatBuffer values,
            @Nullable IntBuffer document,
            Places places) {}

    /** Where the values' data begin in the file. */
    private record Places(long indices, long values) {}

    private final HookPoint hook;
    private final int dSae;
    private final Part[] parts;
    private final int[] start;

    private MappedCodes(HookPoint hook, int dSae, Part[] parts, int[] start) {
        this.hook = hook;
        this.dSae = dSae;
        this.parts = parts;
        this.start = start;
    }

    /**
     * @param hook where the activations were read
     * @throws UserError if a file is no such file, is of another layer, or its parts contradict each other
     */
    public static MappedCodes open(List<Path> files, HookPoint hook) throws IOException {
        Part[] parts = new Part[files.size()];
        int[] start = new int[parts.length + 1];
        CodesPart first = null;
        for (int p = 0; p < parts.length; p++) {
            CodesPart opened = CodesPart.open(files.get(p));
            first = first == null ? opened : first;
            opened.requireLike(first);
            opened.requireLayer(hook.layer());
            parts[p] = new Part(
                    files.get(p),
                    opened.indptr(),
                    opened.indices(),
                    opened.values(),
                    opened.document(),
                    new Places(
                            opened.file().position("indices", DType.I32, 1),
                            opened.file().position("values", DType.F32, 1)));
            start[p + 1] = CodesPart.rows(files.get(0), (long) start[p] + opened.rows());
        }
        return new MappedCodes(hook, first == null ? 0 : first.dSae(), parts, start);
    }

    @Override
    public HookPoint hook() {
        return hook;
    }

    @Override
    public int dSae() {
        return dSae;
    }

    @Override
    public int rows() {
        return start[parts.length];
    }

    /** int[rows], the document of each row; null if a part does not say. */
    public int @Nullable [] document() {
        int[] document = new int[rows()];
        for (int p = 0; p < parts.length; p++) {
            IntBuffer of = parts[p].document();
            if (of == null) {
                return null;
            }
            of.get(0, document, start[p], start[p + 1] - start[p]);
        }
        return document;
    }

    @Override
    public Codes range(int from, int to) {
        long[] indptr = new long[to - from + 1];
        for (int p = part(from); p < parts.length && start[p] < to; p++) {
            int first = Math.max(from, start[p]);
            int end = Math.min(to, start[p + 1]);
            LongBuffer offsets = parts[p].indptr();
            long shift = indptr[first - from] - offsets.get(first - start[p]);
            for (int row = first; row < end; row++) {
                long next = offsets.get(row + 1 - start[p]) + shift;
                indptr[row + 1 - from] = next;
                if (next < indptr[row - from]
                        || next - shift > parts[p].values().limit()) {
                    throw new UserError("The codes of " + hook + " are damaged: row " + row
                            + " ends before it begins, or after the last value; encode this hook point again.");
                }
            }
        }
        int size = Math.toIntExact(indptr[to - from]);
        int[] indices = new int[size];
        float[] values = new float[size];
        for (int p = part(from); p < parts.length && start[p] < to; p++) {
            int first = Math.max(from, start[p]);
            int end = Math.min(to, start[p + 1]);
            int at = (int) parts[p].indptr().get(first - start[p]);
            int into = (int) indptr[first - from];
            int length = (int) (indptr[end - from] - into);
            read(parts[p], at, indices, values, into, length);
        }
        return new Codes(hook, dSae, to - from, indptr, indices, values);
    }

    /** Read, not taken from the mapping: who goes over all rows once should not have them all in memory. */
    private static void read(Part part, int at, int[] indices, float[] values, int into, int length) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(length, Integer.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(part.file(), StandardOpenOption.READ)) {
            read(channel, part, part.places().indices() + (long) at * Integer.BYTES, bytes);
            bytes.asIntBuffer().get(indices, into, length);
            read(channel, part, part.places().values() + (long) at * Float.BYTES, bytes);
            bytes.asFloatBuffer().get(values, into, length);
        } catch (ClosedByInterruptException e) {
            throw new CancellationException("reading " + part.file() + " was interrupted");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + part.file(), e);
        }
    }

    private static void read(FileChannel channel, Part part, long position, ByteBuffer bytes) throws IOException {
        bytes.clear();
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new UserError(part.file() + " has become shorter while it was read; encode again.");
            }
        }
        bytes.flip();
    }

    /** The part in which a row lies, not one without rows. */
    private int part(int row) {
        int found = Arrays.binarySearch(start, row);
        int p = found >= 0 ? found : -found - 2;
        while (p < parts.length && start[p + 1] == row) {
            p++;
        }
        return p;
    }

    @Override
    public float value(int row, int feature) {
        int p = part(row);
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
