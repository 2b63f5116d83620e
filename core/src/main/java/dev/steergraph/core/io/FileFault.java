package dev.steergraph.core.io;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a file that cannot be read or written, as one sentence that names it. Every reader of files runs within
 * {@link #reading}, so that nothing that a damaged file provokes below it is without the file's name.
 */
public final class FileFault {

    /** What reads a file. */
    @FunctionalInterface
    public interface Reader<T> {
        T read() throws IOException;
    }

    private FileFault() {}

    /**
     * Reads a file.
     *
     * @throws UserError the reader's own, or that the file is not there, may not be read, or is damaged. Errors of the virtual
     *     machine, and interruptions, pass.
     */
    public static <T> T reading(Path file, Reader<T> reader) {
        try {
            return reader.read();
        } catch (UserError e) {
            throw e;
        } catch (ClosedByInterruptException e) {
            throw new UncheckedIOException(e);
        } catch (IOException | RuntimeException e) {
            throw of(file, e);
        }
    }

    /** The sentence for what a reader of this file met. */
    public static UserError of(Path file, Exception met) {
        if (met instanceof UncheckedIOException wrapped) {
            return of(file, Objects.requireNonNull(wrapped.getCause()));
        }
        if (met instanceof NoSuchFileException) {
            return new UserError(file + " does not exist.", met);
        }
        if (met instanceof AccessDeniedException) {
            return new UserError(file + " may not be opened by this user; change its permissions.", met);
        }
        if (met instanceof IOException && Files.isDirectory(file)) {
            return new UserError(file + " is a folder, where a file was expected.", met);
        }
        if (met instanceof FileSystemException system) {
            return new UserError(file + " cannot be opened: " + reason(system) + ".", met);
        }
        return new UserError(file + " is damaged: " + reason(met) + ".", met);
    }

    /** Java knows a full disk only by the system's words for it. */
    public static boolean isDiskFull(@Nullable Throwable met) {
        String message = met == null ? "" : String.valueOf(met.getMessage());
        return message.contains("No space left")
                || message.contains("quota exceeded")
                || message.contains("not enough space");
    }

    /** What to throw where a file could not be written; it names the file. */
    public static IOException writing(Path file, Exception met) {
        if (isDiskFull(met)) {
            return new IOException(
                    "the disk that holds " + file + " is full; free some space, and repeat the command.", met);
        }
        return met instanceof IOException io
                ? io
                : new IOException(file + " cannot be written: " + reason(met) + ".", met);
    }

    private static String reason(Exception met) {
        String message = met instanceof FileSystemException system ? system.getReason() : met.getMessage();
        String said =
                message == null ? "" : message.lines().findFirst().orElse("").strip();
        if (said.isEmpty()) {
            return "what is read from it makes no sense (" + met.getClass().getSimpleName() + ")";
        }
        return said.endsWith(".") ? said.substring(0, said.length() - 1) : said;
    }
}
