package dev.steergraph.ingest.correlate.activation;

import dev.steergraph.core.table.FeatureSpace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lists of activations on disk, divided by their rows: a folder with a file for each so many rows. A file is 64-bit
 * numbers: {@code feature << 32 | count}, then as many activations as in {@link FeatureColumns}, and so on; a
 * feature occurs once in a file. The folder goes when this is closed.
 */
public final class ScratchRows implements AutoCloseable {

    /** Base-2 logarithm of the most rows of a file. */
    private static final int MOST_BITS = 15;

    /** Bytes of a file, about. */
    private static final long PART = 256L << 20;

    /** Bytes of all buffers, about. */
    private static final int BUFFERS = 64 << 20;

    private static final int MOST_BUFFER = 1 << 16;
    private static final int LEAST_BUFFER = 1 << 12;

    private final Path folder;
    private final int bits;
    private final int buffer;
    private final @Nullable ByteBuffer[] buffers;

    /**
     * @param folder what is left there of an earlier time is removed
     * @param activations of all rows
     */
    public ScratchRows(Path folder, int rows, long activations) {
        this.folder = folder;
        this.bits = bits(activations / (double) Math.max(1, rows));
        this.buffers = new ByteBuffer[part(Math.max(0, rows - 1)) + 1];
        this.buffer = Math.max(LEAST_BUFFER, Math.min(MOST_BUFFER, BUFFERS / buffers.length)) / Long.BYTES * Long.BYTES;
        remove(folder);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + folder, e);
        }
    }

    /** So few rows that a file is about {@link #PART} bytes; an array holds eight times of that. */
    private static int bits(double activationsOfRow) {
        int bits = MOST_BITS;
        while (bits > 0 && activationsOfRow * Long.BYTES * (1 << bits) > PART) {
            bits--;
        }
        return bits;
    }

    private int part(int row) {
        return row >>> bits;
    }

    /** @param list ascending */
    public void write(int feature, long[] list) {
        for (int from = 0; from < list.length; ) {
            int part = part(FeatureColumns.row(list[from]));
            int to = from + 1;
            while (to < list.length && part(FeatureColumns.row(list[to])) == part) {
                to++;
            }
            put(part, ((long) feature << 32) | (to - from));
            for (int k = from; k < to; k++) {
                put(part, list[k]);
            }
            from = to;
        }
    }

    private void put(int part, long value) {
        ByteBuffer bytes = buffers[part];
        if (bytes == null) {
            bytes = ByteBuffer.allocate(buffer).order(ByteOrder.LITTLE_ENDIAN);
            buffers[part] = bytes;
        }
        if (!bytes.hasRemaining()) {
            flush(part, bytes);
        }
        bytes.putLong(value);
    }

    /** What was written; nothing more can be. */
    public ChunkedActivations chunks(FeatureSpace space, RowChunks bounds, int[] document, int threads) {
        finish();
        return new ScratchChunks(this, space, bounds, document, false, threads);
    }

    void finish() {
        for (int part = 0; part < buffers.length; part++) {
            ByteBuffer bytes = buffers[part];
            if (bytes != null) {
                flush(part, bytes);
                buffers[part] = null;
            }
        }
    }

    @Override
    public void close() {
        remove(folder);
    }

    /** Removes such a folder, if it is there. */
    public static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(ScratchRows::isPart).toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + folder, e);
        }
    }

    private static boolean isPart(Path file) {
        return file.getFileName().toString().matches("rows-\\d+");
    }

    private Path file(int part) {
        return folder.resolve("rows-" + part);
    }

    private void flush(int part, ByteBuffer bytes) {
        bytes.flip();
        try (FileChannel channel = FileChannel.open(file(part), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (ClosedByInterruptException e) {
            throw new CancellationException("writing " + file(part) + " was interrupted");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file(part), e);
        }
        bytes.clear();
    }

    /**
     * @param first row from which rows are counted
     * @param from first row, counted from there
     * @param to past the last
     * @return [features] lists
     */
    long[][] read(int first, int from, int to, int[] features) {
        int least = first + from;
        int past = first + to;
        int[] place = place(features);
        int[] size = new int[features.length];
        for (int part = part(least); least < past && part <= part(past - 1); part++) {
            each(read(part), place, least, past, (k, list, begin, end) -> size[k] += end - begin);
        }
        long[][] lists = new long[features.length][];
        Arrays.setAll(lists, k -> new long[size[k]]);
        int[] next = new int[features.length];
        long shift = (long) least << 32;
        for (int part = part(least); least < past && part <= part(past - 1); part++) {
            each(read(part), place, least, past, (k, list, begin, end) -> {
                for (int at = begin; at < end; at++) {
                    lists[k][next[k]++] = list.get(at) - shift;
                }
            });
        }
        return lists;
    }

    private static int[] place(int[] features) {
        int most = Arrays.stream(features).max().orElse(-1);
        int[] place = new int[most + 1];
        Arrays.fill(place, -1);
        for (int k = 0; k < features.length; k++) {
            place[features[k]] = k;
        }
        return place;
    }

    private interface ListStep {
        void take(int place, LongBuffer list, int begin, int end);
    }

    /** The wanted lists of a part, of which only the rows from {@code least} to below {@code past} are given. */
    private static void each(LongBuffer part, int[] place, int least, int past, ListStep step) {
        for (int at = 0; at < part.limit(); ) {
            int feature = (int) (part.get(at) >>> 32);
            int begin = at + 1;
            int end = begin + (int) part.get(at);
            at = end;
            if (feature < place.length && place[feature] >= 0) {
                int low = firstAtOrAfter(part, begin, end, least);
                int high = firstAtOrAfter(part, low, end, past);
                step.take(place[feature], part, low, high);
            }
        }
    }

    private static int firstAtOrAfter(LongBuffer part, int begin, int end, int row) {
        int low = begin;
        int high = end;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (FeatureColumns.row(part.get(middle)) < row) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private LongBuffer read(int part) {
        if (!Files.exists(file(part))) {
            return LongBuffer.allocate(0);
        }
        try (FileChannel channel = FileChannel.open(file(part), StandardOpenOption.READ)) {
            ByteBuffer bytes =
                    ByteBuffer.allocate(Math.toIntExact(channel.size())).order(ByteOrder.LITTLE_ENDIAN);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // until all is read
            }
            return bytes.flip().asLongBuffer();
        } catch (ClosedByInterruptException e) {
            throw new CancellationException("reading " + file(part) + " was interrupted");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file(part), e);
        }
    }
}
