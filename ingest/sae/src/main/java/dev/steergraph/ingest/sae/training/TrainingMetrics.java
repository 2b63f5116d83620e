package dev.steergraph.ingest.sae.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * How training stands after a step, on the batch just seen.
 *
 * @param step counted from 1
 * @param rows seen so far
 * @param loss mean ‖x − x̂‖² a row, in units in which the mean ‖x‖² is 1
 * @param l0 active features a row
 * @param deadFraction of all features; {@code deadShare} in files
 * @param rate of learning
 * @param heldOut explained variance on held-out documents, after a step at which that was measured; otherwise null
 */
@JsonInclude(Include.NON_NULL)
public record TrainingMetrics(
        int step,
        long rows,
        double loss,
        double l0,
        double explainedVariance,
        @JsonProperty("deadShare") double deadFraction,
        double rate,
        @Nullable Double heldOut) {

    public TrainingMetrics withHeldOut(double explained) {
        return new TrainingMetrics(step, rows, loss, l0, explainedVariance, deadFraction, rate, explained);
    }
}
