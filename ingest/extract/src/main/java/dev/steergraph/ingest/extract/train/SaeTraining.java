package dev.steergraph.ingest.extract.train;

import ai.djl.ndarray.NDManager;
import dev.steergraph.core.Progress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.core.stage.TrainedSae;
import dev.steergraph.ingest.sae.Evaluation;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeOrigin;
import dev.steergraph.ingest.sae.format.SaeFolder;
import dev.steergraph.ingest.sae.training.SaeTrainer;
import dev.steergraph.ingest.sae.training.TrainingMetrics;
import dev.steergraph.ingest.sae.training.TrainingParameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * The training of one SAE in its folder. While it goes on, {@code checkpoint.safetensors} is where it would go on from,
 * {@code best/} the SAE so far that explains most variance of the held-out rows, in SAELens format, {@code metrics.jsonl}
 * how training stands every few steps, and {@code training.png} a chart of that. At the end the SAE is in the folder
 * itself.
 */
final class SaeTraining {

    private static final String INPUT = "input";
    private static final String METRICS = "metrics";
    private static final int EVALUATIONS = 10;
    private static final long CHECKPOINT_NANOS = 30_000_000_000L;

    private final Path folder;
    private final SaeOrigin origin;
    private final String hook;
    private final String input;
    private final TrainingRows rows;
    private final int metricsEvery;
    private final Progress progress;
    private final BooleanSupplier stopped;
    private double best = Double.NEGATIVE_INFINITY;

    /** @param input checksum of all rows: a checkpoint of training on others is not gone on from */
    SaeTraining(
            Path folder,
            SaeOrigin origin,
            String input,
            TrainingRows rows,
            int metricsEvery,
            Progress progress,
            BooleanSupplier stopped) {
        this.folder = folder;
        this.origin = origin;
        hook = Objects.requireNonNull(origin.hook());
        this.input = input;
        this.rows = rows;
        this.metricsEvery = metricsEvery;
        this.progress = progress;
        this.stopped = stopped;
    }

    /** @return what is to be reported of it */
    TrainedSae run(TrainingParameters parameters, NDManager manager) throws IOException {
        Path checkpoint = folder.resolve("checkpoint.safetensors");
        TrainingLog log = new TrainingLog(folder.resolve("metrics.jsonl"));
        try (SaeTrainer trainer = new SaeTrainer(rows.trained(), rows.ordinary(), parameters)) {
            takeUp(trainer.resume(checkpoint, notes -> isOurs(notes, log)), manager);
            long saved = System.nanoTime();
            int evaluateEvery = Math.max(1, parameters.steps() / EVALUATIONS);
            while (!trainer.finished()) {
                if (stopped.getAsBoolean()) {
                    keepIfBest(trainer, parameters, manager);
                    save(trainer, log, checkpoint);
                    throw new CancellationException("training was asked to stop");
                }
                TrainingMetrics metrics = trainer.next(manager);
                boolean evaluated = metrics.step() % evaluateEvery == 0 && !trainer.finished();
                if (evaluated) {
                    metrics = metrics.withHeldOut(keepIfBest(trainer, parameters, manager));
                }
                if (evaluated || metrics.step() % metricsEvery == 0 || trainer.finished()) {
                    log.add(metrics);
                }
                progress.update(metrics.rows(), detail(metrics));
                if (evaluated || System.nanoTime() - saved > CHECKPOINT_NANOS) {
                    save(trainer, log, checkpoint);
                    saved = System.nanoTime();
                }
            }
            return finish(trainer, parameters, log, checkpoint, manager);
        }
    }

    /**
     * Whether a checkpoint is of training on the same rows, and the lines of metrics before it are still those that were
     * written; then the log has them. A checkpoint without notes is of an early version.
     */
    private boolean isOurs(Map<String, String> notes, TrainingLog log) {
        try {
            log.keepUpTo(Integer.parseInt(notes.getOrDefault("step", "0")));
            boolean ours = notes.getOrDefault(INPUT, input).equals(input)
                    && notes.getOrDefault(METRICS, log.sha256()).equals(log.sha256());
            if (!ours) {
                log.keepUpTo(0);
            }
            return ours;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an interrupted training left as the best counts if training goes on from it. */
    private void takeUp(boolean resumed, NDManager manager) throws IOException {
        Path kept = folder.resolve("best");
        if (!Files.isRegularFile(kept.resolve(SaeFolder.CONFIG))) {
            return;
        }
        try {
            if (resumed) {
                best = evaluate(SaeFolder.read(kept), manager).explainedVariance();
                return;
            }
        } catch (UserError e) {
            // Damaged; it decides nothing but what the next best one is compared with.
        }
        delete(kept);
    }

    /** The log first: going on from the checkpoint takes from it what came before. */
    private void save(SaeTrainer trainer, TrainingLog log, Path checkpoint) throws IOException {
        log.write();
        TrainingChart.draw(log.metrics(), hook, folder.resolve("training.png"));
        trainer.save(checkpoint, Map.of(INPUT, input, METRICS, log.sha256()));
    }

    /** @return explained variance of the held-out rows */
    private double keepIfBest(SaeTrainer trainer, TrainingParameters parameters, NDManager manager) throws IOException {
        Sae sae = trainer.sae(origin);
        double explained = evaluate(sae, manager).explainedVariance();
        if (explained > best) {
            best = explained;
            SaeFolder.write(
                    folder.resolve("best"), sae, parameters.architecture().saeLensName());
        }
        return explained;
    }

    private TrainedSae finish(
            SaeTrainer trainer, TrainingParameters parameters, TrainingLog log, Path checkpoint, NDManager manager)
            throws IOException {
        Sae sae = trainer.sae(origin);
        SaeFolder.write(folder, sae, parameters.architecture().saeLensName());
        Evaluation evaluation = evaluate(sae, manager);
        log.endWith(evaluation.explainedVariance());
        log.write();
        TrainingChart.draw(log.metrics(), hook, folder.resolve("training.png"));
        ActivationRows all = rows.withOutliers();
        Double withOutliers =
                all == null ? null : Evaluation.of(sae, all, manager).explainedVariance();
        double dead = log.metrics().get(log.metrics().size() - 1).deadFraction();
        progress.end(String.format(
                Locale.ROOT,
                "L0 %.1f, explained variance %.3f%s on %d held-out rows, dead %.1f%%",
                evaluation.l0(),
                evaluation.explainedVariance(),
                withOutliers == null ? "" : String.format(Locale.ROOT, " (%.3f with outliers)", withOutliers),
                evaluation.rows(),
                100 * dead));
        Files.deleteIfExists(checkpoint);
        delete(folder.resolve("best"));
        return new TrainedSae(
                parameters.architecture().toString(),
                dead,
                evaluation.explainedVariance(),
                evaluation.rows(),
                evaluation.l0(),
                evaluation.reconstructionBias(),
                (long) parameters.steps() * parameters.batch(),
                withOutliers);
    }

    private static void delete(Path best) throws IOException {
        for (String name : new String[] {SaeFolder.CONFIG, SaeFolder.WEIGHTS, ""}) {
            Files.deleteIfExists(best.resolve(name));
        }
    }

    private Evaluation evaluate(Sae sae, NDManager manager) throws IOException {
        return Evaluation.of(sae, rows.heldOut(), manager);
    }

    private static String detail(TrainingMetrics metrics) {
        return String.format(
                Locale.ROOT,
                "loss %.4f, EV %.3f, L0 %.1f, dead %.1f%%",
                metrics.loss(),
                metrics.explainedVariance(),
                metrics.l0(),
                100 * metrics.deadFraction());
    }
}
