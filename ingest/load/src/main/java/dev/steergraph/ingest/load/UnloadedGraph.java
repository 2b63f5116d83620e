package dev.steergraph.ingest.load;

/** How much of a run was removed from a database. */
public record UnloadedGraph(long relationships, long contexts, long communities, long reviews, long features) {}
