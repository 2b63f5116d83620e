package dev.steergraph.core.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;

/**
 * Writes a file so that it is there whole or not at all: under a temporary name, forced to disk, then renamed. Of several that
 * write one file at once, in one process or more, the last to end wins.
 */
public final class AtomicFile {

    private AtomicFile() {}

    /** What fills the file. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** What writes the file by itself, under the name that it is given. */
    @FunctionalInterface
    public interface Writer {
        void write(Path temporary) throws IOException;
    }

    /** Writes {@code target}, replacing what was there. Its folder is made if need be. */
    public static Written write(Path target, Content content) throws IOException {
        MessageDigest digest = Sha256.digest();
        long[] bytes = new long[1];
        writePath(target, temporary -> {
            try (OutputStream out = new BufferedOutputStream(
                    new DigestOutputStream(Files.newOutputStream(temporary), digest), 1 << 20)) {
                content.writeTo(out);
            }
            bytes[0] = Files.size(temporary);
        });
        return new Written(bytes[0], HexFormat.of().formatHex(digest.digest()));
    }

    /** The same for writers that open the file themselves, such as a database's export. */
    public static void writePath(Path target, Writer writer) throws IOException {
        Path file = target.toAbsolutePath();
        Path folder = Objects.requireNonNull(file.getParent(), "the root of a file system is no file");
        Files.createDirectories(folder);
        TemporaryFile.deleteLeftovers(file);
        try (TemporaryFile temporary = TemporaryFile.beside(file)) {
            writer.write(temporary.path());
            try (FileChannel channel = FileChannel.open(temporary.path(), StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(temporary.path(), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw FileFault.writing(file, e);
        }
        forceFolder(folder);
    }

    /** Makes the new name last through a power cut. Windows cannot open a folder, and needs no such thing. */
    private static void forceFolder(Path folder) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(folder, StandardOpenOption.READ);
        } catch (AccessDeniedException e) {
            return;
        }
        try (channel) {
            channel.force(true);
        }
    }
}
