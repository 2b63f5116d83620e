package dev.steergraph.web.api.feature;

import org.jspecify.annotations.Nullable;

/** What a feature is called. */
public record FeatureName(
        String key,
        String model,
        int layer,
        @Nullable String site,
        @Nullable Integer depth,
        int index,
        String sae,
        @Nullable String label) {}
