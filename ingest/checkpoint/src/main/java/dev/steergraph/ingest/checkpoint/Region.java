package dev.steergraph.ingest.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/** Bytes that can be looked at anywhere, more of them than one buffer can hold. */
public interface Region {

    long size();

    /** A little-endian view, position 0 to limit. */
    ByteBuffer bytes(long first, int length) throws IOException;

    /**
     * Fills what remains of a buffer. Of a mapped file the bytes are read and not looked at, so that its pages do not count as
     * memory of the process.
     */
    default void read(long first, ByteBuffer target) throws IOException {
        target.put(bytes(first, target.remaining()));
    }

    /** The part of {@code size} bytes from {@code start} on. */
    default Region part(long start, long size) {
        Objects.checkFromIndexSize(start, size, size());
        Region whole = this;
        return new Region() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public ByteBuffer bytes(long first, int length) throws IOException {
                Objects.checkFromIndexSize(first, length, size);
                return whole.bytes(start + first, length);
            }

            @Override
            public void read(long first, ByteBuffer target) throws IOException {
                Objects.checkFromIndexSize(first, target.remaining(), size);
                whole.read(start + first, target);
            }
        };
    }
}
