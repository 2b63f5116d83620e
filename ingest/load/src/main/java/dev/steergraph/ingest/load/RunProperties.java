package dev.steergraph.ingest.load;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the Run node says of how the run was made.
 *
 * @param rows observations of every feature
 * @param documents that the rows are of
 * @param threshold least |r| of an edge
 * @param minDocuments least documents in which both features of an edge are active
 * @param minMi least mutual information of an edge, bits; 0 if r decides, and then the node has none
 * @param miBins bins of {@code miBinned}; 0 if edges have no details, and then the node has none
 * @param createdAt ISO-8601 instant
 * @param corpus its name
 * @param sets names of the sets with their layers, such as {@code 4/gemmascope-res-16k}, in the order of the features
 * @param outliers which rows were left out, or kept, for their norm, in sentences; null if there were none
 */
public record RunProperties(
        int rows,
        int documents,
        double threshold,
        int minDocuments,
        double minMi,
        int miBins,
        String createdAt,
        String corpus,
        List<String> sets,
        @Nullable String outliers) {

    /** By the properties' names, in their order. */
    Map<String, Object> byName() {
        Map<String, Object> properties = new TreeMap<>();
        properties.put("rows", rows);
        properties.put("documents", documents);
        properties.put("threshold", threshold);
        properties.put("minDocuments", minDocuments);
        if (minMi > 0) {
            properties.put("minMi", minMi);
        }
        if (miBins > 0) {
            properties.put("miBins", miBins);
        }
        properties.put("createdAt", createdAt);
        properties.put("corpus", corpus);
        properties.put("sets", sets);
        if (outliers != null) {
            properties.put("outliers", outliers);
        }
        return properties;
    }
}
