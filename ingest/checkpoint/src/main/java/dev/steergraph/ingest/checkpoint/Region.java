package dev.steergraph.ingest.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/** Bytes that can be looked at anywhere, more of them than one buffer can hold. */
public interface Region {

    long size();

    /** A little-endian view, position 0 to limit. */
    ByteBuffer bytes(long first, int length) throws IOException;

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
        };
    }
}
