package dev.steergraph.core.stage;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The edges of a run in numbers.
 *
 * @param features of all layers
 * @param searched features of which every pair was decided; null in runs that did not count them
 * @param rows rows
 * @param documents documents
 * @param edges edges
 * @param nullEdges edges that the same search found on permuted documents, for each repetition
 * @param within edges inside a layer
 * @param across edges between layers
 * @param levels edges at the threshold and above it; null in runs that did not count them
 * @param halfEdges edges of one half of the documents, of the other, and of both; null if halves were not searched
 * @param halfJaccard edges of both halves by edges of either; null if halves were not searched
 * @param betweenSets edges inside a layer that join two sets; null where each layer has one
 */
public record CorrelateResult(
        long features,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long searched,
        long rows,
        long documents,
        long edges,
        List<Long> nullEdges,
        long within,
        long across,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Level> levels,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Long> halfEdges,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double halfJaccard,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long betweenSets) {

    /**
     * Edges above a value.
     *
     * @param above the edges counted have |r|, or bits of mutual information, above this
     * @param within inside a layer
     * @param across between layers
     * @param nullWithin those inside a layer, of all permutations together
     * @param nullAcross those between layers, of all permutations together
     */
    public record Level(double above, long within, long across, long nullWithin, long nullAcross) {}
}
