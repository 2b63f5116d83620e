package dev.steergraph.bench.sae;

import ai.djl.ndarray.NDManager;
import dev.steergraph.bench.harness.Measurement;
import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.ingest.sae.Evaluation;
import dev.steergraph.ingest.sae.Sae;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What one side trained, by a measure that is the same for all.
 *
 * @param speed rows of training a second
 * @param heldOut on rows that were not trained on
 * @param dead fraction of features that are active on none of all rows, trained on or not
 */
public record TrainedSae(Measurement speed, Evaluation heldOut, double dead) {

    static TrainedSae of(String side, double visits, double seconds, Sae sae, ActivationRows rows, int trainRows)
            throws IOException {
        try (NDManager manager = NDManager.newBaseManager()) {
            Evaluation heldOut = Evaluation.of(
                    sae, rows.only(IntStream.range(trainRows, rows.rows()).toArray()), manager);
            double dead = Evaluation.of(sae, rows, manager).silentFraction();
            return new TrainedSae(new Measurement(side, visits, seconds, 0, ""), heldOut, dead);
        }
    }

    String[] cells(double rate, String ratio) {
        return new String[] {
            speed.side(),
            String.format(Locale.ROOT, "%,.0f", rate),
            String.format(Locale.ROOT, "%.4f", heldOut.explainedVariance()),
            String.format(Locale.ROOT, "%.1f", heldOut.l0()),
            String.format(Locale.ROOT, "%.2f%%", 100 * dead),
            ratio
        };
    }
}
