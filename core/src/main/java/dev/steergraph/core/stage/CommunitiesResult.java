package dev.steergraph.core.stage;

/**
 * The communities of a loaded run in numbers.
 *
 * @param communities how many
 * @param modularity of them
 * @param nullModularity of communities found in a random graph of the same degrees
 */
public record CommunitiesResult(long communities, double modularity, double nullModularity) {}
