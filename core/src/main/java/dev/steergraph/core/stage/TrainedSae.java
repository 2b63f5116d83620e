package dev.steergraph.core.stage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * How good a trained SAE is on the rows that training held out.
 *
 * @param architecture such as {@code batchtopk}
 * @param deadFraction features that no longer fire, by all features
 * @param explainedVariance 1 − squared error / variance
 * @param heldOutRows rows that it was evaluated on
 * @param l0 mean number of active features a row
 * @param reconstructionBias slope of the activations on their reconstructions
 * @param rowVisits rows that it was trained on, each as often as it was seen
 * @param explainedVarianceWithOutliers the same with held-out rows that are outliers; null if there are none
 */
public record TrainedSae(
        String architecture,
        @JsonProperty("deadShare") double deadFraction,
        double explainedVariance,
        long heldOutRows,
        double l0,
        double reconstructionBias,
        long rowVisits,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double explainedVarianceWithOutliers) {}
