package dev.steergraph.core.run;

import org.jspecify.annotations.Nullable;

/**
 * A finished file of a run.
 *
 * @param path relative to the run directory, with forward slashes
 * @param bytes its size
 * @param sha256 its checksum, lower-case hexadecimal; null in early runs, which had none
 */
public record Part(String path, long bytes, @Nullable String sha256) {}
