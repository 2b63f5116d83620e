package dev.steergraph.ingest.checkpoint;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The members of a zip archive in place: java.util.zip copies what it reads, a checkpoint's tensors shall be mapped.
 * Members that are compressed, which torch.save's never are, are unpacked into memory; zip64 is understood. The CRC-32 of a
 * member is compared when it is first looked at.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE, 4.3</a>
 */
final class ZipMembers {

    private static final int END = 0x06054b50;
    private static final int END_64_LOCATOR = 0x07064b50;
    private static final int END_64 = 0x06064b50;
    private static final int ENTRY = 0x02014b50;
    private static final int LOCAL = 0x04034b50;
    private static final long WIDE = 0xffffffffL;

    private final MappedFile file;
    private final boolean packed;
    private final Map<String, Region> members = new LinkedHashMap<>();

    private ZipMembers(MappedFile file, boolean packed) {
        this.file = file;
        this.packed = packed;
    }

    /** @throws UserError if a member is compressed, or the archive is damaged */
    static Map<String, Region> read(MappedFile file) throws IOException {
        return read(new ZipMembers(file, false));
    }

    /** Members may be compressed. */
    static Map<String, Region> readPacked(MappedFile file) throws IOException {
        return read(new ZipMembers(file, true));
    }

    private static Map<String, Region> read(ZipMembers reader) throws IOException {
        try {
            reader.readDirectory();
        } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
            throw reader.broken("its directory points outside the file");
        }
        return reader.members;
    }

    private void readDirectory() throws IOException {
        long end = findEnd();
        ByteBuffer record = file.bytes(end, 22);
        long count = record.getShort(10) & 0xffff;
        long size = record.getInt(12) & WIDE;
        long start = record.getInt(16) & WIDE;
        if (end >= 20 && file.bytes(end - 20, 4).getInt() == END_64_LOCATOR) {
            ByteBuffer wide = file.bytes(file.bytes(end - 20, 20).getLong(8), 56);
            if (wide.getInt(0) != END_64) {
                throw broken("its zip64 directory is not where it should be");
            }
            count = wide.getLong(32);
            size = wide.getLong(40);
            start = wide.getLong(48);
        }
        long position = start;
        for (long i = 0; i < count; i++) {
            position += readEntry(position);
        }
        if (position - start != size) {
            throw broken("its directory has " + (position - start) + " bytes, its end says " + size);
        }
    }

    /** The end record is the last thing in the file but for a comment of up to 65,535 bytes. */
    private long findEnd() throws IOException {
        long first = Math.max(0, file.size() - 22 - 0xffff);
        for (long at = file.size() - 22; at >= first; at--) {
            if (file.bytes(at, 4).getInt() == END) {
                return at;
            }
        }
        throw broken("its end is missing");
    }

    private long readEntry(long position) throws IOException {
        ByteBuffer entry = file.bytes(position, 46);
        if (entry.getInt(0) != ENTRY) {
            throw broken("its directory is damaged");
        }
        int nameLength = entry.getShort(28) & 0xffff;
        int extraLength = entry.getShort(30) & 0xffff;
        int commentLength = entry.getShort(32) & 0xffff;
        String name = StandardCharsets.UTF_8
                .decode(file.bytes(position + 46, nameLength))
                .toString();
        long size = entry.getInt(24) & WIDE;
        long packedSize = entry.getInt(20) & WIDE;
        long local = entry.getInt(42) & WIDE;
        ByteBuffer extra = file.bytes(position + 46 + nameLength, extraLength);
        while (extra.remaining() >= 4) {
            int id = extra.getShort() & 0xffff;
            int length = extra.getShort() & 0xffff;
            ByteBuffer field = extra.slice(extra.position(), length).order(extra.order());
            if (id == 1) {
                // zip64: only those numbers that did not fit, in this order.
                size = size == WIDE ? field.getLong() : size;
                packedSize = packedSize == WIDE ? field.getLong() : packedSize;
                local = local == WIDE ? field.getLong() : local;
            }
            extra.position(extra.position() + length);
        }
        int method = entry.getShort(10);
        int flags = entry.getShort(8);
        boolean deflated = method == 8 && packed;
        if ((flags & 1) != 0 || !deflated && (method != 0 || packedSize != size)) {
            throw new UserError(file.file() + ": member " + name
                    + " is compressed in a way that is not read, or encrypted; save the file again.");
        }
        ByteBuffer header = file.bytes(local, 30);
        if (header.getInt(0) != LOCAL) {
            throw broken("member " + name + " is not where it should be");
        }
        ByteBuffer own = file.bytes(local + 30, header.getShort(26) & 0xffff);
        if (!own.equals(file.bytes(position + 46, nameLength))) {
            throw broken("member " + name + " has another name where it is");
        }
        long data = local + 30 + (header.getShort(26) & 0xffff) + (header.getShort(28) & 0xffff);
        Region stored = file.part(data, packedSize);
        int crc = entry.getInt(16);
        if (deflated) {
            members.put(name, new Inflated(file.file(), name, stored, size, crc));
        } else if (crc == 0 && !packed) {
            members.put(name, stored); // PyTorch can be told not to compute it (set_crc32_options), and writes 0 then.
        } else {
            members.put(name, new CheckedRegion(file.file(), name, stored, crc));
        }
        return 46L + nameLength + extraLength + commentLength;
    }

    private UserError broken(String what) {
        return new UserError(file.file() + " is a damaged or truncated zip archive: " + what + "; fetch it again.");
    }
}
