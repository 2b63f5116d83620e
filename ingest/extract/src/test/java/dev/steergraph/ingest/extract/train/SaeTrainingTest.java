package dev.steergraph.ingest.extract.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import dev.steergraph.core.Progress;
import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.ingest.sae.Evaluation;
import dev.steergraph.ingest.sae.SaeOrigin;
import dev.steergraph.ingest.sae.format.SaeFolder;
import dev.steergraph.ingest.sae.training.TrainedArchitecture;
import dev.steergraph.ingest.sae.training.TrainingParameters;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One SAE in its folder: what is there while it is trained, after an interruption, and at the end. */
class SaeTrainingTest {

    private static final String INPUT = "5f1e";
    private static final int D = 16;
    private static final int ROWS = 4000;
    private static final TrainingParameters PARAMETERS =
            new TrainingParameters(TrainedArchitecture.BATCHTOPK, 64, 4, 100 * 256, 256, 3, 2);

    @TempDir
    private Path folder;

    private final ActivationRows rows = rows();
    private final ActivationRows trained = rows.only(IntStream.range(0, 3600).toArray());
    private final ActivationRows heldOut = rows.only(IntStream.range(3600, ROWS).toArray());

    /** Counts rows and asks to stop when there are enough. */
    private static final class Watch implements Progress {

        private final long stopAt;
        private long seen;

        Watch(long stopAt) {
            this.stopAt = stopAt;
        }

        boolean stop() {
            return seen >= stopAt;
        }

        @Override
        public void begin(String what, long total, String unit) {}

        @Override
        public void update(long done, String detail) {
            assertThat(detail).matches("loss [\\d.]+, EV -?[\\d.]+, L0 [\\d.]+, dead [\\d.]+%");
            seen = done;
        }

        @Override
        public void end(String summary) {
            assertThat(summary).contains("explained variance").contains("on 400 held-out rows");
        }
    }

    @Test
    void stoppedAnywhereItKeepsTheBestAndGoesOnToTheSameBytes() throws IOException {
        Path whole = folder.resolve("whole");
        Path halting = folder.resolve("halting");
        try (NDManager manager = NDManager.newBaseManager()) {
            train(whole, Long.MAX_VALUE, manager);
            for (int step : List.of(3, 47, 90)) {
                assertThatThrownBy(() -> train(halting, step * 256L, manager))
                        .isInstanceOf(CancellationException.class);
                assertThat(halting.resolve("checkpoint.safetensors")).exists();
                assertThat(halting.resolve(SaeFolder.CONFIG)).doesNotExist();
                double best = explained(halting.resolve("best"), manager);
                for (String line : Files.readAllLines(halting.resolve("metrics.jsonl"))) {
                    if (line.contains("heldOut")) {
                        assertThat(Double.parseDouble(line.replaceAll(".*\"heldOut\":([-\\dE.]+).*", "$1")))
                                .isLessThanOrEqualTo(best);
                    }
                }
            }
            train(halting, Long.MAX_VALUE, manager);
        }
        for (String file : List.of(SaeFolder.CONFIG, SaeFolder.WEIGHTS, "metrics.jsonl")) {
            assertThat(halting.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
        }
        assertThat(halting.resolve("best")).doesNotExist();
        assertThat(halting.resolve("checkpoint.safetensors")).doesNotExist();
    }

    @Test
    void whatAnInterruptedTrainingLeftAsTheBestIsOnlyReplacedByABetter() throws IOException {
        try (NDManager manager = NDManager.newBaseManager()) {
            train(folder, Long.MAX_VALUE, manager);
            Path finished = folder.resolve("finished");
            Path interrupted = folder.resolve("interrupted");
            Files.createDirectory(finished);
            for (String file : List.of(SaeFolder.CONFIG, SaeFolder.WEIGHTS)) {
                Files.move(folder.resolve(file), finished.resolve(file));
            }
            assertThatThrownBy(() -> train(interrupted, 3 * 256, manager)).isInstanceOf(CancellationException.class);
            // Better than anything that comes before the end.
            Path best = interrupted.resolve("best");
            for (String file : List.of(SaeFolder.CONFIG, SaeFolder.WEIGHTS)) {
                Files.copy(finished.resolve(file), best.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
            assertThatThrownBy(() -> train(interrupted, 30 * 256, manager)).isInstanceOf(CancellationException.class);
            assertThat(best.resolve(SaeFolder.WEIGHTS)).hasSameBinaryContentAs(finished.resolve(SaeFolder.WEIGHTS));
        }
    }

    /** What was left is damaged, or of other rows: training begins again, and ends with the same bytes. */
    @Test
    void damagedLeftoversAreNotGoneOnFrom() throws IOException {
        Path whole = folder.resolve("whole");
        Path left = folder.resolve("left");
        try (NDManager manager = NDManager.newBaseManager()) {
            train(whole, Long.MAX_VALUE, manager);
            for (String name : List.of("checkpoint.safetensors", "metrics.jsonl", "best/" + SaeFolder.WEIGHTS)) {
                for (boolean cut : new boolean[] {false, true}) {
                    assertThatThrownBy(() -> train(left, 47 * 256L, manager)).isInstanceOf(CancellationException.class);
                    Path file = left.resolve(name);
                    byte[] bytes = Files.readAllBytes(file);
                    bytes[bytes.length / 2] ^= 1;
                    Files.write(file, cut ? Arrays.copyOf(bytes, bytes.length - 1) : bytes);
                    train(left, Long.MAX_VALUE, manager);
                    for (String made : List.of(SaeFolder.CONFIG, SaeFolder.WEIGHTS, "metrics.jsonl")) {
                        assertThat(left.resolve(made)).as(name).hasSameBinaryContentAs(whole.resolve(made));
                    }
                    Files.delete(left.resolve(SaeFolder.WEIGHTS));
                }
            }
            assertThatThrownBy(() -> train(left, 47 * 256L, manager)).isInstanceOf(CancellationException.class);
            Watch watch = new Watch(256);
            assertThatThrownBy(() -> new SaeTraining(
                                    left,
                                    new SaeOrigin("test", "blocks.0.hook_resid_post", 16),
                                    "of other rows",
                                    new TrainingRows(trained, trained, heldOut, null),
                                    25,
                                    watch,
                                    watch::stop)
                            .run(PARAMETERS, manager))
                    .isInstanceOf(CancellationException.class);
            assertThat(watch.seen).isEqualTo(256);
        }
    }

    @Test
    void metricsAndTheirChart() throws IOException {
        try (NDManager manager = NDManager.newBaseManager()) {
            train(folder, Long.MAX_VALUE, manager);
        }
        List<String> lines = Files.readAllLines(folder.resolve("metrics.jsonl"));
        // Every 25 steps, and at ten evaluations: steps 10, 20, 25, 30, ... 75, ... 100.
        assertThat(lines).hasSize(12);
        assertThat(lines.get(2))
                .startsWith("{\"step\":25,\"rows\":6400,\"loss\":")
                .doesNotContain("heldOut");
        assertThat(lines.get(11)).contains("\"step\":100").contains("\"heldOut\":0.8");
        BufferedImage chart = ImageIO.read(folder.resolve("training.png").toFile());
        assertThat(chart.getWidth()).isEqualTo(1440);
        assertThat(chart.getHeight()).isEqualTo(864);
    }

    private void train(Path target, long stopAt, NDManager manager) throws IOException {
        Watch watch = new Watch(stopAt);
        SaeOrigin origin = new SaeOrigin("test", "blocks.0.hook_resid_post", 16);
        new SaeTraining(
                        target,
                        origin,
                        INPUT,
                        new TrainingRows(trained, trained, heldOut, null),
                        25,
                        watch,
                        watch::stop)
                .run(PARAMETERS, manager);
    }

    private double explained(Path sae, NDManager manager) throws IOException {
        return Evaluation.of(SaeFolder.read(sae), heldOut, manager).explainedVariance();
    }

    /** Sums of two of 32 directions. */
    private static ActivationRows rows() {
        Random random = new Random(2);
        float[] directions = new float[32 * D];
        for (int i = 0; i < directions.length; i++) {
            directions[i] = (float) random.nextGaussian();
        }
        float[] values = new float[ROWS * D];
        for (int r = 0; r < ROWS; r++) {
            for (int a = 0; a < 2; a++) {
                int direction = random.nextInt(32) * D;
                float strength = 1 + random.nextFloat();
                for (int i = 0; i < D; i++) {
                    values[r * D + i] += strength * directions[direction + i];
                }
            }
        }
        return new ActivationRows(D, List.of(FloatBuffer.wrap(values)));
    }
}
