package dev.steergraph.core.stage;

/** What counts as a feature. */
public enum FeatureBasis {

    /** An SAE's latent. */
    CODES,

    /** A raw dimension of the activations. Every row fires unless its value is exactly 0. */
    ACTIVATIONS
}
