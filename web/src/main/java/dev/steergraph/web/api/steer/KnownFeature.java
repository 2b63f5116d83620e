package dev.steergraph.web.api.steer;

import org.jspecify.annotations.Nullable;

/** What a feature is called, and how strongly it is active at most. */
record KnownFeature(
        String key,
        String model,
        int layer,
        @Nullable String site,
        @Nullable Integer depth,
        int index,
        String sae,
        @Nullable String label,
        @Nullable Double max,
        @Nullable Double density) {}
