package dev.steergraph.web.graph;

/** What the query {@code explorer-server} says of the database. */
public record ServerVersion(String version, String edition) {}
