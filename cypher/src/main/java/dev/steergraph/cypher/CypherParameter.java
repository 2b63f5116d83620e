package dev.steergraph.cypher;

/**
 * What a {@code :param name => value} line declares.
 *
 * @param name without the dollar
 * @param value what it is unless something else is asked for: a literal of Cypher, such as {@code 25}, {@code 'demo'} or {@code null}
 */
public record CypherParameter(String name, String value) {}
