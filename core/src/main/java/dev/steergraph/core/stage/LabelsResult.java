package dev.steergraph.core.stage;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How features go with labels of documents.
 *
 * @param documents that have a label
 * @param features that are active in enough of them
 * @param edges pairs of a label and a feature with |r| above the threshold
 * @param nullEdges the same after permuting the documents' labels
 * @param labels by name
 * @param leftOut labels that too few documents have, or all
 */
public record LabelsResult(
        int documents, int features, long edges, long nullEdges, List<Label> labels, List<String> leftOut) {

    /**
     * @param documents that have it
     * @param edges features with |r| above the threshold
     * @param best the feature with the highest r; null if none is active often enough
     */
    public record Label(
            String name,
            int documents,
            long edges,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Best best) {}

    /** @param feature its address @param firstHalf null where it does not vary there */
    public record Best(
            String feature,
            double r,
            double auroc,
            double share,
            @Nullable Double firstHalf,
            @Nullable Double secondHalf) {}
}
