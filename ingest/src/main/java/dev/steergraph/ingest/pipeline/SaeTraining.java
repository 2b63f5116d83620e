package dev.steergraph.ingest.pipeline;

import ai.djl.ndarray.NDManager;
import dev.steergraph.ingest.sae.ActivationRows;
import dev.steergraph.ingest.sae.Evaluation;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeFolder;
import dev.steergraph.ingest.sae.SaeOrigin;
import dev.steergraph.ingest.sae.SaeTrainer;
import dev.steergraph.ingest.sae.TrainingMetrics;
import dev.steergraph.ingest.sae.TrainingParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * The training of one SAE in its folder. While it goes on, {@code checkpoint.safetensors} is where it would go on from,
 * {@code best/} the best SAE so far in SAELens format, and {@code metrics.jsonl} how it stands every few steps. At the end
 * the SAE is in the folder itself, with {@code training.png}.
 */
final class SaeTraining {

    private static final int METRICS_EVERY = 20;
    private static final int EVALUATIONS = 10;
    private static final long CHECKPOINT_NANOS = 30_000_000_000L;

    private final Path folder;
    private final SaeOrigin origin;
    private final ActivationRows rows;
    private final int trainRows;
    private final Progress progress;
    private final BooleanSupplier stopped;
    private double best = Double.NEGATIVE_INFINITY;

    SaeTraining(
            Path folder,
            SaeOrigin origin,
            ActivationRows rows,
            int trainRows,
            Progress progress,
            BooleanSupplier stopped) {
        this.folder = folder;
        this.origin = origin;
        this.rows = rows;
        this.trainRows = trainRows;
        this.progress = progress;
        this.stopped = stopped;
    }

    /** @return what is to be reported of it */
    Map<String, Object> run(TrainingParameters parameters, NDManager manager) throws IOException {
        Path checkpoint = folder.resolve("checkpoint.safetensors");
        TrainingLog log = new TrainingLog(folder.resolve("metrics.jsonl"));
        try (SaeTrainer trainer = new SaeTrainer(rows, trainRows, parameters)) {
            trainer.resume(checkpoint);
            log.keepUpTo(trainer.step());
            TrainingMetrics metrics = null;
            long saved = System.nanoTime();
            int evaluateEvery = Math.max(1, parameters.steps() / EVALUATIONS);
            while (!trainer.finished()) {
                if (stopped.getAsBoolean() || System.nanoTime() - saved > CHECKPOINT_NANOS) {
                    trainer.save(checkpoint);
                    log.write();
                    saved = System.nanoTime();
                    if (stopped.getAsBoolean()) {
                        throw new CancellationException("training was asked to stop");
                    }
                }
                metrics = trainer.next(manager);
                if (metrics.step() % METRICS_EVERY == 0 || trainer.finished()) {
                    log.add(metrics);
                }
                progress.update(metrics.rows(), detail(metrics));
                if (metrics.step() % evaluateEvery == 0 && !trainer.finished()) {
                    keepIfBest(trainer, parameters, manager);
                }
            }
            return finish(trainer, parameters, log, checkpoint, manager);
        }
    }

    private void keepIfBest(SaeTrainer trainer, TrainingParameters parameters, NDManager manager) throws IOException {
        Sae sae = trainer.sae(origin);
        double explained = evaluate(sae, manager).explainedVariance();
        if (explained > best) {
            best = explained;
            SaeFolder.write(
                    folder.resolve("best"), sae, parameters.architecture().saeLensName());
        }
    }

    private Map<String, Object> finish(
            SaeTrainer trainer, TrainingParameters parameters, TrainingLog log, Path checkpoint, NDManager manager)
            throws IOException {
        Sae sae = trainer.sae(origin);
        SaeFolder.write(folder, sae, parameters.architecture().saeLensName());
        log.write();
        TrainingChart.draw(log.metrics(), origin.hook(), folder.resolve("training.png"));
        Evaluation evaluation = evaluate(sae, manager);
        double dead = log.metrics().get(log.metrics().size() - 1).deadShare();
        Map<String, Object> report = new TreeMap<>();
        report.put("architecture", parameters.architecture().toString());
        report.put("l0", evaluation.l0());
        report.put("explainedVariance", evaluation.explainedVariance());
        report.put("reconstructionBias", evaluation.reconstructionBias());
        report.put("heldOutRows", evaluation.rows());
        report.put("deadShare", dead);
        report.put("rowVisits", (long) parameters.steps() * parameters.batch());
        progress.end(String.format(
                Locale.ROOT,
                "L0 %.1f, explained variance %.3f on %d held-out rows, dead %.1f%%",
                evaluation.l0(),
                evaluation.explainedVariance(),
                evaluation.rows(),
                100 * dead));
        Files.deleteIfExists(checkpoint);
        for (String name : new String[] {SaeFolder.CONFIG, SaeFolder.WEIGHTS, ""}) {
            Files.deleteIfExists(folder.resolve("best").resolve(name));
        }
        return report;
    }

    private Evaluation evaluate(Sae sae, NDManager manager) throws IOException {
        int from = trainRows < rows.rows() ? trainRows : 0;
        return Evaluation.of(sae, rows, from, rows.rows(), manager);
    }

    private static String detail(TrainingMetrics metrics) {
        return String.format(
                Locale.ROOT,
                "EV %.3f, L0 %.1f, dead %.1f%%",
                metrics.explainedVariance(),
                metrics.l0(),
                100 * metrics.deadShare());
    }
}
