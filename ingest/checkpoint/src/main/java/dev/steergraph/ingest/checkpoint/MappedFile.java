package dev.steergraph.ingest.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A file in memory. One mapping holds at most 2 GiB, so there are several: each begins {@code step} bytes behind the one
 * before and is nearly twice as long, so that whatever is shorter than a step lies whole in one of them, across any border.
 * The mappings live until the garbage collector finds them unused.
 */
public final class MappedFile implements Region {

    private final Path file;
    private final long size;
    private final long step;
    private final List<MappedByteBuffer> windows = new ArrayList<>();

    public MappedFile(Path file) throws IOException {
        this(file, 1L << 30);
    }

    /** @param step at most 2^30 */
    MappedFile(Path file, long step) throws IOException {
        this.file = file;
        this.step = step;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            size = channel.size();
            for (long start = 0; start < size; start += step) {
                windows.add(channel.map(FileChannel.MapMode.READ_ONLY, start, Math.min(size - start, 2 * step - 1)));
            }
        }
    }

    public Path file() {
        return file;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public ByteBuffer bytes(long first, int length) throws IOException {
        Objects.checkFromIndexSize(first, length, size);
        if (length == 0) {
            return ByteBuffer.allocate(0).order(ByteOrder.LITTLE_ENDIAN);
        }
        if (length > step) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                return channel.map(FileChannel.MapMode.READ_ONLY, first, length).order(ByteOrder.LITTLE_ENDIAN);
            }
        }
        return windows.get((int) (first / step))
                .slice((int) (first % step), length)
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void read(long first, ByteBuffer target) throws IOException {
        Objects.checkFromIndexSize(first, target.remaining(), size);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (long at = first; target.hasRemaining(); ) {
                int read = channel.read(target, at);
                if (read < 0) {
                    throw new EOFException(file + " has become shorter while it was read");
                }
                at += read;
            }
        }
    }
}
