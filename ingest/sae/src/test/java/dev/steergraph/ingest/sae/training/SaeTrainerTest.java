package dev.steergraph.ingest.sae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.ingest.sae.Evaluation;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeOrigin;
import dev.steergraph.ingest.sae.Vectors;
import dev.steergraph.ingest.sae.format.SaeFolder;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Training on data made of known directions: sparse sums of 64 random unit vectors in 32 dimensions. */
class SaeTrainerTest {

    private static final SaeOrigin ORIGIN =
            new SaeOrigin("test", HookPoint.residPost(0).toString(), 16);
    private static final int D = 32;
    private static final int DIRECTIONS = 64;
    private static final int ACTIVE = 3;
    private static final int ROWS = 20_000;

    private final float[] directions = unitVectors(DIRECTIONS);
    private final ActivationRows rows = rows(DIRECTIONS, ACTIVE);
    private final ActivationRows trained =
            rows.only(IntStream.range(0, ROWS - 2000).toArray());
    private final ActivationRows heldOut =
            rows.only(IntStream.range(ROWS - 2000, ROWS).toArray());

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @EnumSource(TrainedArchitecture.class)
    void trainingFindsThePlantedDirectionsAndTheSameOnesForAnyNumberOfThreads(TrainedArchitecture architecture)
            throws IOException {
        try (NDManager manager = NDManager.newBaseManager()) {
            Sae one = train(manager, architecture, 1);
            Sae two = train(manager, architecture, 2);
            assertThat(Sae.values(two.encoder())).containsExactly(Sae.values(one.encoder()));
            assertThat(evaluate(two, manager)).isEqualTo(evaluate(one, manager));

            Evaluation evaluation = evaluate(one, manager);
            assertThat(evaluation.explainedVariance()).isGreaterThan(0.9);
            assertThat(evaluation.l0()).isBetween(2.0, 5.0);
            assertThat(evaluation.reconstructionBias()).isBetween(0.9, 1.1);
            float[] decoder = Sae.values(one.decoder());
            for (int f = 0; f < one.dSae(); f++) {
                assertThat(Vectors.dot(decoder, f * D, decoder, f * D, D)).isCloseTo(1, within(1e-5f));
            }
            assertThat(found(one)).as("planted directions found").isGreaterThan(DIRECTIONS * 8 / 10);

            SaeFolder.write(folder, one, architecture.saeLensName());
            Sae read = SaeFolder.read(folder);
            assertThat(Sae.values(read.encoder())).containsExactly(Sae.values(one.encoder()));
            assertThat(Sae.values(read.decoder())).containsExactly(Sae.values(one.decoder()));
            assertThat(evaluate(read, manager)).isEqualTo(evaluation);
        }
    }

    @ParameterizedTest
    @EnumSource(TrainedArchitecture.class)
    void trainingResumesFromACheckpointToTheSameBits(TrainedArchitecture architecture) throws IOException {
        TrainingParameters parameters = new TrainingParameters(architecture, 128, ACTIVE, 60_000, 512, 1, 2);
        Path checkpoint = folder.resolve("checkpoint.safetensors");
        try (NDManager manager = NDManager.newBaseManager();
                SaeTrainer whole = new SaeTrainer(trained, parameters);
                SaeTrainer begun = new SaeTrainer(trained, parameters);
                SaeTrainer resumed = new SaeTrainer(trained, parameters)) {
            while (!whole.finished()) {
                whole.next(manager);
            }
            while (begun.step() < 50) {
                begun.next(manager);
            }
            begun.save(checkpoint, Map.of());
            assertThat(resumed.resume(checkpoint, notes -> true)).isTrue();
            assertThat(resumed.step()).isEqualTo(50);
            while (!resumed.finished()) {
                resumed.next(manager);
            }
            Sae one = whole.sae(ORIGIN);
            Sae two = resumed.sae(ORIGIN);
            assertThat(Sae.values(two.encoder())).containsExactly(Sae.values(one.encoder()));
            assertThat(Sae.values(two.decoder())).containsExactly(Sae.values(one.decoder()));
            assertThat(two.decoderBias()).containsExactly(one.decoderBias());
        }
    }

    @Test
    void aCheckpointOfOtherTrainingIsLeftAlone() throws IOException {
        Path checkpoint = folder.resolve("checkpoint.safetensors");
        try (NDManager manager = NDManager.newBaseManager();
                SaeTrainer one = new SaeTrainer(rows, parameters(3));
                SaeTrainer other = new SaeTrainer(rows, parameters(4))) {
            one.next(manager);
            one.save(checkpoint, Map.of());
            assertThat(other.resume(checkpoint, notes -> true)).isFalse();
            assertThat(other.resume(folder.resolve("none"), notes -> true)).isFalse();
            assertThat(other.step()).isZero();
        }
    }

    /** As many directions as features: without the auxiliary loss a tenth of the features never finds one. */
    @Test
    void theAuxiliaryLossBringsDeadFeaturesBack() {
        try (NDManager manager = NDManager.newBaseManager()) {
            double without = deadFraction(0, manager);
            double with = deadFraction(1 / 32f, manager);
            assertThat(without).isGreaterThan(0.05);
            assertThat(with).isLessThan(without / 4);
        }
    }

    private double deadFraction(float auxiliaryWeight, NDManager manager) {
        TrainingParameters parameters =
                new TrainingParameters(TrainedArchitecture.BATCHTOPK, 512, ACTIVE, 300_000, 512, 1, 2);
        ActivationRows dense = rows(512, ACTIVE);
        try (SaeTrainer trainer = new SaeTrainer(dense, dense, parameters, auxiliaryWeight)) {
            TrainingMetrics last = trainer.next(manager);
            while (!trainer.finished()) {
                last = trainer.next(manager);
            }
            return last.deadFraction();
        }
    }

    private static TrainingParameters parameters(long seed) {
        return new TrainingParameters(TrainedArchitecture.BATCHTOPK, 128, ACTIVE, 60_000, 512, seed, 2);
    }

    private Sae train(NDManager manager, TrainedArchitecture architecture, int threads) {
        TrainingParameters parameters = new TrainingParameters(architecture, 128, ACTIVE, 600_000, 512, 1, threads);
        try (SaeTrainer trainer = new SaeTrainer(trained, parameters)) {
            while (!trainer.finished()) {
                trainer.next(manager);
            }
            return trainer.sae(ORIGIN);
        }
    }

    private Evaluation evaluate(Sae sae, NDManager manager) throws IOException {
        return Evaluation.of(sae, heldOut, manager);
    }

    /** Planted directions to which some decoder row is nearly parallel. */
    private int found(Sae sae) throws IOException {
        float[] decoder = Sae.values(sae.decoder());
        int found = 0;
        for (int p = 0; p < DIRECTIONS; p++) {
            float best = 0;
            for (int f = 0; f < sae.dSae(); f++) {
                best = Math.max(best, Vectors.dot(directions, p * D, decoder, f * D, D));
            }
            found += best > 0.9 ? 1 : 0;
        }
        return found;
    }

    private static ActivationRows rows(int directions, int active) {
        Random random = new Random(5);
        float[] vectors = unitVectors(directions);
        float[] values = new float[ROWS * D];
        for (int r = 0; r < ROWS; r++) {
            for (int a = 0; a < active; a++) {
                float strength = 1 + random.nextFloat();
                Vectors.axpy(strength, vectors, random.nextInt(directions) * D, values, r * D, D);
            }
        }
        return new ActivationRows(D, List.of(FloatBuffer.wrap(values, 0, ROWS * D)));
    }

    private static float[] unitVectors(int n) {
        Random random = new Random(4);
        float[] vectors = new float[n * D];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = (float) random.nextGaussian();
        }
        for (int p = 0; p < n; p++) {
            Initialization.normalize(vectors, p * D, D);
        }
        return vectors;
    }
}
