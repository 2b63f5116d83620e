package dev.steergraph.ingest.load;

/**
 * What the graph holds of a run.
 *
 * @param relationships CORRELATES relationships
 * @param changed false if all was there already
 */
public record LoadedGraph(long features, long relationships, long contexts, boolean changed) {}
