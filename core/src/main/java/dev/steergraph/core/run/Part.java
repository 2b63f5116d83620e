package dev.steergraph.core.run;

/**
 * A finished file of a run.
 *
 * @param path relative to the run directory, with forward slashes
 * @param bytes its size
 * @param sha256 its checksum, lower-case hexadecimal
 */
public record Part(String path, long bytes, String sha256) {}
