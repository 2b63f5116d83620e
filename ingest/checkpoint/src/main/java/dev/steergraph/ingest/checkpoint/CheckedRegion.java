package dev.steergraph.ingest.checkpoint;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32;

/** A member of a zip archive as it is stored; the first look at it reads all of it and compares its CRC-32. */
final class CheckedRegion implements Region {

    private static final int PIECE = 1 << 24;

    private final Path file;
    private final String name;
    private final Region stored;
    private final int crc;
    private boolean checked;

    /** @param crc as the archive's directory has it */
    CheckedRegion(Path file, String name, Region stored, int crc) {
        this.file = file;
        this.name = name;
        this.stored = stored;
        this.crc = crc;
    }

    @Override
    public long size() {
        return stored.size();
    }

    @Override
    public ByteBuffer bytes(long first, int length) throws IOException {
        check();
        return stored.bytes(first, length);
    }

    private synchronized void check() throws IOException {
        if (checked) {
            return;
        }
        CRC32 found = new CRC32();
        for (long next = 0; next < stored.size(); next += PIECE) {
            found.update(stored.bytes(next, (int) Math.min(PIECE, stored.size() - next)));
        }
        require(file, name, crc, (int) found.getValue());
        checked = true;
    }

    /** @throws UserError if the two differ */
    static void require(Path file, String name, int expected, int found) {
        if (expected != found) {
            throw new UserError(String.format(
                    "%s is damaged: the CRC-32 of member %s is %08x, the archive says %08x; fetch it again.",
                    file, name, found, expected));
        }
    }
}
