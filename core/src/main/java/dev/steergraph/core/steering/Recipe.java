package dev.steergraph.core.steering;

import java.util.List;

/**
 * Interventions that are made together.
 *
 * <p>Hook points are edited in the order in which a pass computes them, so that later ones see what earlier ones have done.
 * At one hook point the order of the list does not matter: every change reads the activations as they come, all that they
 * add is added up, and in the end the span of all directions that are projected out is taken off.
 */
public record Recipe(List<Intervention> interventions) {

    public Recipe {
        interventions = List.copyOf(interventions);
    }

    /** Whether nothing is left to do. */
    public boolean isNothing() {
        return interventions.stream().allMatch(one -> one.change().isNothing());
    }
}
