package dev.steergraph.web.api.feature;

/** By what found features are sorted. */
enum FeatureOrder {
    /** The best match first; of all features those with the most correlates. */
    MATCH,
    FEATURE,
    LABEL,
    DENSITY,
    MAX,
    CORRELATES,
    COMMUNITY
}
