package dev.steergraph.analytics.validate;

import org.jspecify.annotations.Nullable;

/**
 * A feature and the texts with a category on which it fires most.
 *
 * @param place layer and index, such as {@code 3:650}, with the set between them where the layer has several
 * @param community its number, or null
 * @param texts their numbers
 */
record FeatureTexts(String place, String label, @Nullable Integer community, int[] texts) {}
