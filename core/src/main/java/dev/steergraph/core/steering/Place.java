package dev.steergraph.core.steering;

import dev.steergraph.core.id.FeatureId;
import dev.steergraph.core.id.HookPoint;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where a model is steered: along what. */
public sealed interface Place {

    /** Whose activations it is about. */
    HookPoint hook();

    /**
     * Along a feature of an SAE. What is added goes to the hook point that the SAE reads, a transcoder's to the one that it
     * predicts.
     *
     * @param hook that the SAE reads
     * @param max the feature's largest activation, M; null if that is looked up in a run
     * @param sae where the SAE is: a folder, or a place on the hub; empty if a run says it
     */
    record OfFeature(
            FeatureId feature, HookPoint hook, @Nullable Double max, String sae) implements Place {

        @Override
        public String toString() {
            return feature.toString();
        }
    }

    /**
     * Along a vector, of which a strength counts multiples.
     *
     * @param vector as wide as the hook point
     */
    record OfDirection(HookPoint hook, Vector vector) implements Place {

        @Override
        public String toString() {
            return "a direction of " + vector.size() + " values at " + hook;
        }
    }

    /** Values that stay what they are. */
    final class Vector {

        private final float[] values;

        public Vector(float... values) {
            this.values = values.clone();
        }

        public int size() {
            return values.length;
        }

        public float[] values() {
            return values.clone();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Vector vector && Arrays.equals(values, vector.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }
}
