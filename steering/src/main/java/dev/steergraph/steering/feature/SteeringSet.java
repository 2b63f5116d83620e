package dev.steergraph.steering.feature;

import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.core.id.HookPoint;
import org.jspecify.annotations.Nullable;

/**
 * The features of an SAE along which one can steer.
 *
 * @param hook that it reads
 * @param name of the set, such as {@code res-batchtopk-4096}
 * @param dSae how many features it has
 * @param place where the SAE is: a folder, in the run if it lies there, or a place on the hub; empty if no SAE made the codes
 * @param codes id of its codes in the run, where the largest activations are known from; null if there are none
 */
public record SteeringSet(
        HookPoint hook,
        String name,
        int dSae,
        String place,
        @Nullable String codes) {

    FeatureSet printed() {
        return new FeatureSet(hook.layer(), name);
    }
}
