package dev.steergraph.ingest.extract.train;

import ai.djl.ndarray.NDManager;
import dev.steergraph.core.Progress;
import dev.steergraph.core.Stopwatch;
import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.core.codes.Activations;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.Hooks;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunTokens;
import dev.steergraph.core.run.StageState;
import dev.steergraph.core.run.Stages;
import dev.steergraph.ingest.model.engine.Devices;
import dev.steergraph.ingest.sae.SaeFolder;
import dev.steergraph.ingest.sae.SaeOrigin;
import dev.steergraph.ingest.sae.training.TrainingParameters;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;

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
     * @throws UserError if the run has no activations
     * @throws CancellationException after {@link #stop}
     */
    public void execute(TrainingSpec choice, String device, int threads) throws IOException {
        StageState extracted = run.finished(Stages.EXTRACT, "steergraph extract");
        List<HookPoint> hooks = Hooks.of(extracted);
        Map<String, String> settings = choice.settings();
        for (HookPoint hook : hooks) {
            settings.put(hook.toString(), (String) extracted.report().get(hook.toString()));
        }
        if (run.isFinished(Stages.TRAIN_SAE, settings)) {
            return;
        }
        run.begin(Stages.TRAIN_SAE, settings);
        Map<String, Object> report =
                new TreeMap<>(run.stage(Stages.TRAIN_SAE).orElseThrow().report());
        HeldOut heldOut = HeldOut.of(RunTokens.read(run));
        Stopwatch clock = new Stopwatch();
        try (NDManager manager = NDManager.newBaseManager(Devices.parse(device))) {
            for (HookPoint hook : hooks) {
                String folder = PartPaths.sae(hook);
                List<String> files = List.of(folder + "/" + SaeFolder.CONFIG, folder + "/" + SaeFolder.WEIGHTS);
                if (run.part(Stages.TRAIN_SAE, files.get(0)).isPresent()
                        && run.part(Stages.TRAIN_SAE, files.get(1)).isPresent()) {
                    continue;
                }
                report.put(hook.toString(), train(hook, heldOut, choice, manager, threads));
                run.report(Stages.TRAIN_SAE, report);
                run.addParts(Stages.TRAIN_SAE, files, clock.lap());
            }
        }
        run.finish(Stages.TRAIN_SAE, clock.lap(), report);
    }

    /** The trained SAE's place in a feature's printed name, such as {@code res-matryoshka-4096}. */
    public static String setName(RunDirectory run, HookPoint hook, int dSae) {
        StageState trained = run.finished(Stages.TRAIN_SAE, "steergraph train-sae");
        return hook.site().shortName() + "-" + trained.settings().get("architecture") + "-" + dSae;
    }

    private Map<String, Object> train(
            HookPoint hook, HeldOut heldOut, TrainingSpec choice, NDManager manager, int threads) throws IOException {
        ActivationRows rows = Activations.open(run, hook);
        TrainingParameters parameters = choice.parameters(heldOut.trained().length, threads);
        progress.begin("train SAE " + hook, (long) parameters.steps() * parameters.batch(), "rows");
        int context = Integer.parseInt(
                run.stage(Stages.EXTRACT).orElseThrow().settings().get("context"));
        SaeOrigin origin = new SaeOrigin((String) run.model().get("id"), hook.toString(), context);
        SaeTraining training = new SaeTraining(
                run.root().resolve(PartPaths.sae(hook)),
                origin,
                rows.only(heldOut.trained()),
                rows.only(heldOut.heldOut().length > 0 ? heldOut.heldOut() : heldOut.trained()),
                choice.metricsEvery(),
                progress,
                () -> stopped);
        return training.run(parameters, manager);
    }
}
