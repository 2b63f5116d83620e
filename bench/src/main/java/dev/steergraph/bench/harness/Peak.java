package dev.steergraph.bench.harness;

/**
 * What a process took.
 *
 * @param kibibytes the largest resident set that it ever had
 * @param seconds from its start to its end
 */
public record Peak(long kibibytes, double seconds) {}
