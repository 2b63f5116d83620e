package dev.steergraph.ingest.load;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The layers of a run by their numbers. */
final class LayersByNumber {

    private final Map<Integer, LayerFeatures> layers = new HashMap<>();

    LayersByNumber(List<LayerFeatures> layers) {
        layers.forEach(layer -> this.layers.put(layer.hook().layer(), layer));
    }

    /** @throws IllegalArgumentException if there is no such layer */
    LayerFeatures get(int layer) {
        LayerFeatures features = layers.get(layer);
        if (features == null) {
            throw new IllegalArgumentException("the run has no features of layer " + layer);
        }
        return features;
    }
}
