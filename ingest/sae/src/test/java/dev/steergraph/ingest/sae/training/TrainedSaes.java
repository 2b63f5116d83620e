package dev.steergraph.ingest.sae.training;

import ai.djl.ndarray.NDManager;
import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeOrigin;
import dev.steergraph.ingest.sae.format.SaeFolder;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * Trains a tiny SAE of every architecture into {@code trained-<architecture>} of the folder given; check_trained.py then
 * adds what SAELens makes of each.
 */
final class TrainedSaes {

    private static final int D = 16;
    private static final int F = 48;
    private static final int ROWS = 4000;

    private TrainedSaes() {}

    public static void main(String[] arguments) throws IOException {
        ActivationRows rows = rows();
        try (NDManager manager = NDManager.newBaseManager()) {
            for (TrainedArchitecture architecture : TrainedArchitecture.values()) {
                TrainingParameters parameters = new TrainingParameters(architecture, F, 4, 100_000, 256, 1, 1);
                try (SaeTrainer trainer = new SaeTrainer(rows, parameters)) {
                    while (!trainer.finished()) {
                        trainer.next(manager);
                    }
                    Sae sae = trainer.sae(new SaeOrigin("tiny", "blocks.1.hook_resid_post", 16));
                    SaeFolder.write(Path.of(arguments[0], "trained-" + architecture), sae, architecture.saeLensName());
                }
            }
        }
    }

    /** Not centred, and far from unit length, so that folding of both shows. */
    private static ActivationRows rows() {
        Random random = new Random(5);
        float[] values = new float[ROWS * D];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian() * (1 + i % D) + i % 3;
        }
        return new ActivationRows(D, List.of(FloatBuffer.wrap(values)));
    }
}
