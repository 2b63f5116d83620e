package dev.steergraph.steering.task;

import java.util.Locale;

/** What is added. Each is made for the best feature of all and for the best of each set together. */
public enum Arm {
    /** The feature. */
    FEATURE,
    /** The feature, held back along its neighbours in the graph. */
    INSULATE,
    /** The feature, with its neighbours as they go with it. */
    COHERE,
    /** A random direction as long as the feature's. */
    RANDOM;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
