package dev.steergraph.core.io;

/**
 * A file that was written.
 *
 * @param bytes its size
 * @param sha256 its checksum, lower-case hexadecimal
 */
public record Written(long bytes, String sha256) {}
