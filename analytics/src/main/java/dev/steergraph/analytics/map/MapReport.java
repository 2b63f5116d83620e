package dev.steergraph.analytics.map;

import org.jspecify.annotations.Nullable;

/**
 * How faithful a map is.
 *
 * @param features how many have a place
 * @param isolated how many of them correlate with nothing, and lie around the others
 * @param nearest the mean share of a feature's {@value FeatureMap#CORRELATES} strongest correlates among its
 *     {@value FeatureMap#NEAREST} nearest points; null if none has a correlate
 * @param random the same with the places dealt out at random
 */
public record MapReport(
        int features,
        int isolated,
        @Nullable Double nearest,
        @Nullable Double random) {}
