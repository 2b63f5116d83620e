package dev.steergraph.steering.host;

/** Which of two texts. */
public enum Side {
    DEFAULT,
    STEERED
}
