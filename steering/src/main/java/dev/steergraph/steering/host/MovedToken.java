package dev.steergraph.steering.host;

/**
 * How a token's probability changes with steering.
 *
 * @param token as it stands in a text
 * @param before mean probability without
 * @param after mean probability with it
 */
public record MovedToken(int id, String token, double before, double after) {}
