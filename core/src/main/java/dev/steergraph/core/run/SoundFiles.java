package dev.steergraph.core.run;

import dev.steergraph.core.io.Sha256;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whether files are still what was written. Each is read through once, and again only if it may have changed since: if its size,
 * its time of change or its identity in the file system is another one.
 */
final class SoundFiles {

    /** File systems count time in steps of up to this; what was changed in the step in which it was read may have changed after. */
    static final long STEP_MILLIS = 50;

    private static final Map<Path, Stamp> SOUND = new ConcurrentHashMap<>();

    private SoundFiles() {}

    /** @param identity null where the file system has none */
    private record Stamp(
            long bytes, FileTime changed, @Nullable Object identity, String sha256) {}

    /**
     * What is wrong with a file, such as {@code "has 12 bytes, run.json says 13"}; nothing if it is what was written. Of a part
     * without a checksum, as early runs have them, the size is compared.
     */
    static Optional<String> fault(Path root, Part part, VerifiedFiles verified) throws IOException {
        try {
            return compared(root.resolve(part.path()), part, verified);
        } catch (NoSuchFileException e) {
            return Optional.of("is missing");
        } catch (AccessDeniedException e) {
            return Optional.of("may not be opened by this user");
        } catch (FileSystemException e) {
            return Optional.of("cannot be opened: " + e.getReason());
        }
    }

    private static Optional<String> compared(Path file, Part part, VerifiedFiles verified) throws IOException {
        long readAt = System.currentTimeMillis();
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
        if (!found.isRegularFile()) {
            return Optional.of("is no file");
        }
        if (found.size() != part.bytes()) {
            return Optional.of("is damaged: it has " + found.size() + " bytes, run.json says " + part.bytes());
        }
        String expected = part.sha256();
        if (expected == null) {
            return Optional.empty();
        }
        Path key = file.toAbsolutePath().normalize();
        Stamp stamp = new Stamp(found.size(), found.lastModifiedTime(), found.fileKey(), expected);
        if (Objects.equals(SOUND.get(key), stamp)) {
            return Optional.empty();
        }
        if (verified.has(part)) {
            remember(key, stamp, readAt);
            return Optional.empty();
        }
        Optional<Runnable> sound = verified.willBe(part);
        String sha256 = Sha256.of(file);
        if (!sha256.equals(expected)) {
            SOUND.remove(key);
            return Optional.of("is damaged: its SHA-256 is " + sha256 + ", run.json says " + expected);
        }
        remember(key, stamp, readAt);
        sound.ifPresent(Runnable::run);
        return Optional.empty();
    }

    /** A file that was just written, as a part. */
    static Part written(Path root, String path) throws IOException {
        Path file = root.resolve(path);
        return new Part(path, Files.size(file), Sha256.of(file));
    }

    /** A file that was just written; its checksum was taken on the way. */
    static void remember(Path root, Part part) throws IOException {
        Path file = root.resolve(part.path());
        long readAt = System.currentTimeMillis();
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
        String sha256 = part.sha256();
        if (found.size() == part.bytes() && sha256 != null) {
            Stamp stamp = new Stamp(found.size(), found.lastModifiedTime(), found.fileKey(), sha256);
            remember(file.toAbsolutePath().normalize(), stamp, readAt);
        }
    }

    private static void remember(Path file, Stamp stamp, long readAt) {
        if (stamp.changed().to(TimeUnit.MILLISECONDS) < readAt - STEP_MILLIS) {
            SOUND.put(file, stamp);
        }
    }
}
