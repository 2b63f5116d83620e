package dev.steergraph.analytics.exchange.delphi;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.codes.CodesFile;
import dev.steergraph.core.codes.DelphiCache;
import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.Half;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.io.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Codes as delphi caches them; see {@link DelphiCache} for the files. Activations are rounded to float16, as there. Codes
 * are read part by part, once for each file; memory is that of one file.
 */
final class DelphiFolder {

    private static final int NARROW = 1 << 16;

    private final SequenceLayout layout;
    private final ByteBuffer tokens;

    /**
     * @param ids int[rows]
     * @param padding the id where a sequence has no row: special tokens, and what is beyond its end
     */
    DelphiFolder(SequenceLayout layout, int[] ids, int padding) {
        this.layout = layout;
        long[] grid = new long[Math.multiplyExact(layout.sequences(), layout.context())];
        Arrays.fill(grid, padding);
        for (int r = 0; r < ids.length; r++) {
            grid[layout.sequence()[r] * layout.context() + layout.position()[r]] = ids[r];
        }
        tokens = Tensor.of("tokens", grid).data();
    }

    /**
     * Writes a module's folder.
     *
     * @param parts code files, in order
     * @param splits how many files
     * @param origin what config.json says besides the sizes
     * @return the files
     */
    List<Path> write(Path folder, List<Path> parts, int splits, DelphiConfig.Origin origin) throws IOException {
        int dSae = 0;
        int[] sizes = new int[splits];
        for (Path part : parts) {
            Codes codes = CodesFile.read(List.of(part)).codes();
            if (splits < 1 || splits > codes.dSae()) {
                throw new UserError(
                        splits + " splits are out of range; give 1 to " + codes.dSae() + ", the number of features.");
            }
            dSae = codes.dSae();
            for (int index : codes.indices()) {
                sizes[split(index, dSae, splits)] = Math.addExact(sizes[split(index, dSae, splits)], 1);
            }
        }
        List<Path> written = new ArrayList<>();
        for (int split = 0; split < splits; split++) {
            int first = first(split, dSae, splits);
            int last = first(split + 1, dSae, splits) - 1;
            Path file = folder.resolve(first + "_" + last + ".safetensors");
            write(file, parts, first, last, sizes[split]);
            written.add(file);
        }
        byte[] json = new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsBytes(DelphiConfig.of(origin, layout, splits));
        AtomicFile.write(folder.resolve(DelphiCache.CONFIG), out -> out.write(json));
        written.add(folder.resolve(DelphiCache.CONFIG));
        return written;
    }

    /** The first latent of a file; the widths differ by at most one. */
    private static int first(int split, int dSae, int splits) {
        return (int) ((long) split * dSae / splits);
    }

    private static int split(int index, int dSae, int splits) {
        int split = (int) ((long) index * splits / dSae);
        while (first(split + 1, dSae, splits) <= index) {
            split++;
        }
        return split;
    }

    private void write(Path file, List<Path> parts, int first, int last, int size) throws IOException {
        boolean narrow = layout.sequences() <= NARROW && last - first < NARROW && layout.context() <= NARROW;
        int width = narrow ? Short.BYTES : Integer.BYTES;
        if (3L * width * size > Integer.MAX_VALUE) {
            throw new UserError(file + " would be larger than 2 GiB; give more splits.");
        }
        ByteBuffer locations = ByteBuffer.allocateDirect(3 * width * size).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer activations = ByteBuffer.allocateDirect(Short.BYTES * size).order(ByteOrder.LITTLE_ENDIAN);
        int row = 0;
        for (Path part : parts) {
            Codes codes = CodesFile.read(List.of(part)).codes();
            for (int r = 0; r < codes.rows(); r++, row++) {
                for (int e = codes.start(r); e < codes.start(r + 1); e++) {
                    int index = codes.indices()[e];
                    if (index >= first && index <= last) {
                        put(locations, narrow, layout.sequence()[row]);
                        put(locations, narrow, layout.position()[row]);
                        put(locations, narrow, index - first);
                        activations.putShort(Half.of(codes.values()[e]));
                    }
                }
            }
        }
        Safetensors.write(
                file,
                Map.of(),
                List.of(
                        new Tensor("locations", narrow ? DType.U16 : DType.U32, new long[] {size, 3}, locations.flip()),
                        new Tensor("activations", DType.F16, new long[] {size}, activations.flip()),
                        new Tensor("tokens", DType.I64, new long[] {layout.sequences(), layout.context()}, tokens)));
    }

    private static void put(ByteBuffer target, boolean narrow, int value) {
        if (narrow) {
            target.putShort((short) value);
        } else {
            target.putInt(value);
        }
    }
}
