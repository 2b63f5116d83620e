package dev.steergraph.core.run;

import dev.steergraph.core.io.Written;
import org.jspecify.annotations.Nullable;

/**
 * A finished file of a run.
 *
 * @param path relative to the run directory, with forward slashes
 * @param bytes its size
 * @param sha256 its checksum, lower-case hexadecimal; null in early runs, which had none
 */
public record Part(String path, long bytes, @Nullable String sha256) {

    /** A file whose checksum was taken while it was written. */
    public static Part of(String path, Written written) {
        return new Part(path, written.bytes(), written.sha256());
    }
}
