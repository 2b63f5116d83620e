package dev.steergraph.core.stage;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What decides the edges of a run. Settings from {@code minMi} on are kept only where they change something, as earlier runs
 * did not know them.
 *
 * @param threshold an edge has |r| above it
 * @param minDocuments documents in which both features of an edge fire
 * @param nullRuns how many times the search is repeated on permuted documents
 * @param seed of everything random
 * @param minMi if above 0, it decides in the place of the threshold: bits of mutual information that an edge has more than
 * @param top features per set in the dense matrices; null for the usual number
 * @param features features per set that take part; 0 for all
 * @param bins of mutual information, and with it all details of edges; 0 for none of it
 * @param bootstrap null for no intervals
 * @param splitHalf whether the search is repeated on each half of the documents
 * @param inputs what is correlated
 */
public record CorrelateSettings(
        double threshold,
        int minDocuments,
        int nullRuns,
        long seed,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) double minMi,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer top,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int features,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int bins,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Bootstrap bootstrap,

        @JsonProperty("halves") @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        boolean splitHalf,

        @JsonIgnore FeatureInputs inputs) {

    @JsonCreator
    static CorrelateSettings read(
            @JsonProperty("threshold") double threshold,
            @JsonProperty("minDocuments") int minDocuments,
            @JsonProperty("nullRuns") int nullRuns,
            @JsonProperty("seed") long seed,
            @JsonProperty("minMi") double minMi,
            @JsonProperty("top") @Nullable Integer top,
            @JsonProperty("features") int features,
            @JsonProperty("bins") int bins,
            @JsonProperty("bootstrap") @Nullable Bootstrap bootstrap,
            @JsonProperty("halves") boolean splitHalf,
            @JsonProperty("source") FeatureBasis basis,
            @JsonAnySetter Map<String, String> inputs) {
        return new CorrelateSettings(
                threshold,
                minDocuments,
                nullRuns,
                seed,
                minMi,
                top,
                features,
                bins,
                bootstrap,
                splitHalf,
                FeatureInputs.read(basis, inputs));
    }

    @JsonProperty("source")
    public FeatureBasis basis() {
        return inputs.basis();
    }

    @JsonAnyGetter
    Map<String, String> inputTexts() {
        return inputs.texts();
    }
}
