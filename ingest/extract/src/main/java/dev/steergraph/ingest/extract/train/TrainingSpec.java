package dev.steergraph.ingest.extract.train;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.stage.TrainSettings;
import dev.steergraph.ingest.sae.training.TrainedArchitecture;
import dev.steergraph.ingest.sae.training.TrainingParameters;
import java.util.Map;

/**
 * What a command line says of training.
 *
 * @param rowVisits rows each SAE sees in all, or 0 for the default
 * @param batch rows a step, or 0 for the default
 * @param metricsEvery steps; has no part in the result
 */
public record TrainingSpec(
        TrainedArchitecture architecture, int dSae, int k, long rowVisits, int batch, long seed, int metricsEvery) {

    /** Steps between metrics, unless said otherwise. */
    public static final int METRICS_EVERY = 20;

    /** @throws UserError if metrics are wanted more often than every step, or a number is negative */
    public TrainingSpec {
        if (batch < 0) {
            throw new UserError(
                            "A step of " + batch + " rows makes no sense; give 1 or more, or 0 for the usual number.")
                    .in("batch");
        }
        if (rowVisits < 0) {
            throw new UserError("An SAE cannot see " + rowVisits + " rows; give 1 or more, or 0 for the usual number.")
                    .in("visits");
        }
        if (metricsEvery < 1) {
            throw new UserError("--metrics-every must be at least 1 step; it is " + metricsEvery + ".");
        }
    }

    /** @param activations checksums by hook point */
    TrainSettings settings(Map<HookPoint, String> activations) {
        return new TrainSettings(architecture.toString(), dSae, k, rowVisits, batch, seed, activations);
    }

    TrainingParameters parameters(int rows, int threads) {
        TrainingParameters usual = TrainingParameters.of(architecture, dSae, k, rows, seed, threads);
        return new TrainingParameters(
                architecture,
                dSae,
                k,
                rowVisits == 0 ? usual.rowVisits() : rowVisits,
                batch == 0 ? usual.batch() : batch,
                seed,
                threads);
    }
}
