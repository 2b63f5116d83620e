package dev.steergraph.analytics.path;

import dev.steergraph.core.table.EdgeWeight;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A simple path whose depth (layer, then site) never decreases.
 *
 * @param keys the features passed, n of them, from the query's first to its last
 * @param hops the n - 1 correlations or effects between them, each in the direction of the path
 * @param product the product of what the hops are worth, which is |r| of correlations, 0 to 1
 * @param sign the product of the hops' signs: 1 or -1
 * @param steps the same after each hop, with the expected gain
 */
public record SteeringPath(List<String> keys, List<Hop> hops, double product, int sign, List<PathStep> steps) {

    public SteeringPath {
        keys = List.copyOf(keys);
        hops = List.copyOf(hops);
        steps = List.copyOf(steps);
    }

    /** The product of r over the hops. */
    public double signedProduct() {
        return sign * product;
    }

    /** The expected gain from the first to the last feature, as {@link PathStep} has it; null if it is not known. */
    public @Nullable Double gain() {
        return steps.get(steps.size() - 1).gain();
    }

    /** The hop with the smallest |r|; the first of them if several are equal. */
    Hop weakest() {
        Hop weakest = hops.get(0);
        for (Hop hop : hops) {
            weakest = EdgeWeight.absR(hop.r()) < EdgeWeight.absR(weakest.r()) ? hop : weakest;
        }
        return weakest;
    }
}
