package dev.steergraph.ingest.checkpoint;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A compressed member of a zip archive, unpacked into memory when it is looked at, and again if the memory was wanted for
 * something else meanwhile.
 */
final class Inflated implements Region {

    private static final int PIECE = 1 << 20;

    private final Path file;
    private final String name;
    private final Region packed;
    private final long size;
    private final int crc;
    private SoftReference<ByteBuffer> content = new SoftReference<>(null);

    /** @param size and @param crc of the content, as the archive declares them */
    Inflated(Path file, String name, Region packed, long size, int crc) {
        this.file = file;
        this.name = name;
        this.packed = packed;
        this.size = size;
        this.crc = crc;
        if (size > Integer.MAX_VALUE - 8) {
            throw new UserError(file + ": member " + name + " has " + size
                    + " bytes when unpacked, more than 2 GiB; save the file uncompressed (numpy.savez).");
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public synchronized ByteBuffer bytes(long first, int length) throws IOException {
        Objects.checkFromIndexSize(first, length, size);
        ByteBuffer unpacked = content.get();
        if (unpacked == null) {
            unpacked = inflate();
            content = new SoftReference<>(unpacked);
        }
        return unpacked.slice((int) first, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private ByteBuffer inflate() throws IOException {
        ByteBuffer target = ByteBuffer.allocate((int) size);
        Inflater inflater = new Inflater(true);
        try {
            long next = 0;
            while (target.hasRemaining() && !inflater.finished()) {
                if (inflater.needsInput()) {
                    int piece = (int) Math.min(PIECE, packed.size() - next);
                    if (piece == 0) {
                        break;
                    }
                    inflater.setInput(packed.bytes(next, piece));
                    next += piece;
                }
                inflater.inflate(target);
            }
        } catch (DataFormatException e) {
            throw new UserError(file + ": member " + name + " cannot be unpacked; the file is damaged.", e);
        } finally {
            inflater.end();
        }
        if (target.hasRemaining()) {
            throw new UserError(file + ": member " + name + " ends after " + target.position() + " of " + size
                    + " bytes; the file is truncated.");
        }
        target.flip();
        CRC32 found = new CRC32();
        found.update(target.duplicate());
        CheckedRegion.require(file, name, crc, (int) found.getValue());
        return target;
    }
}
