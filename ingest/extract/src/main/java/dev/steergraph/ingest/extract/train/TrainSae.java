package dev.steergraph.ingest.extract.train;

import ai.djl.ndarray.NDManager;
import dev.steergraph.core.Progress;
import dev.steergraph.core.Stopwatch;
import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.core.codes.Activations;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunTokens;
import dev.steergraph.core.stage.ExtractResult;
import dev.steergraph.core.stage.Outliers;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.stage.TrainResult;
import dev.steergraph.core.stage.TrainSettings;
import dev.steergraph.core.stage.TrainedSae;
import dev.steergraph.ingest.model.engine.Devices;
import dev.steergraph.ingest.sae.SaeOrigin;
import dev.steergraph.ingest.sae.format.SaeFolder;
import dev.steergraph.ingest.sae.training.TrainingParameters;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Trains an SAE for every hook point of a run. Interrupted, it goes on from the last checkpoint. */
public final class TrainSae {

    private final RunDirectory run;
    private final Progress progress;
    private volatile boolean stopped;

    public TrainSae(RunDirectory run, Progress progress) {
        this.run = run;
        this.progress = progress;
    }

    /** Ends {@link #execute} soon, from another thread, with a checkpoint. */
    public void stop() {
        stopped = true;
    }

    /**
     * Trains what is not trained yet.
     *
     * @throws UserError if a setting is out of range, or the run has no activations; run.json is what it was
     * @throws CancellationException after {@link #stop}
     */
    public void execute(TrainingSpec choice, String device, int threads) throws IOException {
        ExtractResult extracted = run.finished(Stages.EXTRACT).result();
        TrainSettings settings = choice.settings(extracted.activations());
        if (run.isFinished(Stages.TRAIN_SAE, settings)) {
            return;
        }
        HeldOut heldOut = HeldOut.of(RunTokens.read(run));
        for (HookPoint hook : extracted.hooks()) {
            requireRoom(
                    choice.parameters(heldOut.trained().length, threads),
                    run.model().width(hook));
        }
        try (NDManager manager = NDManager.newBaseManager(Devices.parse(device))) {
            run.begin(Stages.TRAIN_SAE, settings);
            TrainResult result = run.stage(Stages.TRAIN_SAE).orElseThrow().result();
            Stopwatch clock = new Stopwatch();
            for (HookPoint hook : extracted.hooks()) {
                String folder = PartPaths.sae(hook);
                List<String> files = List.of(folder + "/" + SaeFolder.CONFIG, folder + "/" + SaeFolder.WEIGHTS);
                if (run.part(Stages.TRAIN_SAE, files.get(0)).isPresent()
                        && run.part(Stages.TRAIN_SAE, files.get(1)).isPresent()) {
                    continue;
                }
                String input = extracted.activations().getOrDefault(hook, ExtractResult.NOT_KEPT);
                result = result.with(hook, train(hook, input, heldOut, choice, threads, manager));
                run.report(Stages.TRAIN_SAE, result);
                run.addParts(Stages.TRAIN_SAE, files, clock.lap());
            }
            run.finish(Stages.TRAIN_SAE, clock.lap(), result);
        }
    }

    /** Weights and batches are arrays. @throws UserError if they would have more values than an array can */
    private static void requireRoom(TrainingParameters parameters, int width) {
        int most = (Integer.MAX_VALUE - 8) / width;
        if (parameters.dSae() > most) {
            throw new UserError("An SAE of " + parameters.dSae() + " features is too wide for activations of width "
                            + width + "; give at most " + most + ".")
                    .in("d-sae");
        }
        if (parameters.batch() > most / Float.BYTES) {
            throw new UserError("A step of " + parameters.batch() + " rows is too large for activations of width "
                            + width + "; give at most " + most / Float.BYTES + ".")
                    .in("batch");
        }
    }

    /** The trained SAE's place in a feature's printed name, such as {@code res-matryoshka-4096}. */
    public static String setName(RunDirectory run, HookPoint hook, int dSae) {
        TrainSettings trained = run.finished(Stages.TRAIN_SAE).settings();
        return hook.site().shortName() + "-" + trained.architecture() + "-" + dSae;
    }

    private TrainedSae train(
            HookPoint hook, String input, HeldOut heldOut, TrainingSpec choice, int threads, NDManager manager)
            throws IOException {
        ActivationRows rows = Activations.open(run, hook);
        OutlierRows outliers = OutlierRows.of(run, hook, rows);
        if (outliers.count() > 0) {
            progress.note(String.format(
                    Locale.ROOT,
                    "%,d of %,d rows at %s are outliers, of extraordinary norm: %s.",
                    outliers.count(),
                    rows.rows(),
                    hook,
                    outliers.kept()
                            ? "trained on, as the run keeps them, but left out of the scale"
                            : "not trained on, but among the rows of the run, whose extraction did not look for them;"
                                    + " begin a new run to be without them"));
        }
        int[] trained = outliers.kept() ? heldOut.trained() : outliers.ordinary(heldOut.trained());
        TrainingParameters parameters = choice.parameters(trained.length, threads);
        progress.begin("train SAE " + hook, (long) parameters.steps() * parameters.batch(), "rows");
        int context = run.finished(Stages.EXTRACT).settings().context();
        SaeOrigin origin = new SaeOrigin(run.model().id(), hook.toString(), context, beginWithBos(run));
        SaeTraining training = new SaeTraining(
                run.root().resolve(PartPaths.sae(hook)),
                origin,
                input,
                TrainingRows.of(rows, outliers, trained, heldOut.heldOut()),
                choice.metricsEvery(),
                progress,
                () -> stopped);
        return training.run(parameters, manager);
    }

    /** False if it is known that they do not; null if not. */
    private static @Nullable Boolean beginWithBos(RunDirectory run) {
        Outliers outliers = run.finished(Stages.EXTRACT).result().outliers();
        return outliers != null && outliers.firstPosition() ? Boolean.FALSE : null;
    }
}
