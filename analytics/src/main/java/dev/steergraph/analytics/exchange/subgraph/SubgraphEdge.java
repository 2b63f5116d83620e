package dev.steergraph.analytics.exchange.subgraph;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A correlation as the graph holds it, from the lower layer (then lower index) to the higher; what is unknown is null.
 *
 * @param source key of a feature of the same subgraph
 * @param target key of another
 * @param r Pearson correlation
 * @param mi mutual information of being active, in bits
 * @param nmi the same over the geometric mean of the entropies
 * @param coactivations rows in which both are active; the property {@code n11}
 * @param documents documents in which both fire
 */
public record SubgraphEdge(
        String source,
        String target,
        double r,
        @Nullable Double mi,
        @Nullable Double nmi,
        @JsonProperty("n11") @Nullable Long coactivations,
        @Nullable Long documents) {

    public SubgraphEdge {
        Objects.requireNonNull(source, "an edge needs a source");
        Objects.requireNonNull(target, "an edge needs a target");
    }
}
