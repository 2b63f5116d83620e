package dev.steergraph.core.table;

import java.util.HashMap;
import java.util.Map;

/** Where in a {@link FeatureTable} the feature of a layer and index stands. */
public final class FeatureNumbers {

    /** A layer's features stand one after the other. */
    private record Range(int first, int count) {}

    private final Map<Integer, Range> layers = new HashMap<>();

    private FeatureNumbers() {}

    /** @throws IllegalArgumentException if a layer's features are not all there from 0 on, or layers do not ascend */
    public static FeatureNumbers of(FeatureTable features) {
        FeatureNumbers numbers = new FeatureNumbers();
        for (int f = 0; f < features.size(); f++) {
            int layer = features.layer()[f];
            boolean begins = f == 0 || features.layer()[f - 1] < layer;
            boolean goesOn = f > 0 && features.layer()[f - 1] == layer;
            int expected = begins ? 0 : features.index()[f - 1] + 1;
            if (!(begins || goesOn) || features.index()[f] != expected) {
                throw new IllegalArgumentException("feature " + features.index()[f] + " of layer " + layer
                        + " stands at place " + f + " of the feature table, which must be ordered and complete");
            }
            numbers.layers.merge(
                    layer, new Range(f, 1), (range, one) -> new Range(range.first(), range.count() + one.count()));
        }
        return numbers;
    }

    /** @throws IllegalArgumentException if there is no such feature */
    public int of(int layer, int index) {
        Range range = layers.getOrDefault(layer, new Range(0, 0));
        if (index < 0 || index >= range.count()) {
            throw new IllegalArgumentException("the feature table has no feature " + index + " in layer " + layer);
        }
        return range.first() + index;
    }
}
