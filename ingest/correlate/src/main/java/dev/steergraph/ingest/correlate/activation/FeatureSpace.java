package dev.steergraph.ingest.correlate.activation;

import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.CodeRows;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers all features of all layers, layer by layer in ascending order, from 0.
 *
 * @param layers ascending
 * @param offsets [layers + 1], the number of each layer's first feature; the last is the number of all features
 */
public record FeatureSpace(int[] layers, int[] offsets) {

    /** Arrays have a place for each feature, and some for two numbers of each. */
    private static final int MOST = 1 << 29;

    /** @throws UserError if there are too many features, or two hook points share a layer: edges name features by layer and index */
    public static FeatureSpace of(List<? extends CodeRows> ascending) {
        int[] layers = new int[ascending.size()];
        int[] offsets = new int[layers.length + 1];
        for (int k = 0; k < layers.length; k++) {
            layers[k] = ascending.get(k).layer();
            if (k > 0 && layers[k] == layers[k - 1]) {
                throw new UserError("the hook points " + ascending.get(k - 1).hook() + " and "
                        + ascending.get(k).hook() + " belong to one layer; correlate one hook point per layer");
            }
            long features = (long) offsets[k] + ascending.get(k).dSae();
            if (features > MOST) {
                throw new UserError("the layers have more than " + MOST
                        + " features together, as many as can be correlated at once; give fewer layers");
            }
            offsets[k + 1] = (int) features;
        }
        return new FeatureSpace(layers, offsets);
    }

    int size() {
        return offsets[layers.length];
    }

    /** Which of the layers, counted from 0, a feature belongs to. */
    int place(int feature) {
        int at = Arrays.binarySearch(offsets, feature);
        if (at < 0) {
            return -at - 2;
        }
        while (offsets[at + 1] == feature) { // layers without features
            at++;
        }
        return at;
    }

    public int layer(int feature) {
        return layers[place(feature)];
    }

    public int index(int feature) {
        return feature - offsets[place(feature)];
    }

    /** The number of an existing feature. */
    public int number(int layer, int index) {
        return offsets[Arrays.binarySearch(layers, layer)] + index;
    }
}
