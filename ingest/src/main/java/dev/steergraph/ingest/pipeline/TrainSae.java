package dev.steergraph.ingest.pipeline;

import ai.djl.ndarray.NDManager;
import dev.steergraph.cypher.HookPoint;
import dev.steergraph.cypher.UserError;
import dev.steergraph.ingest.model.Devices;
import dev.steergraph.ingest.sae.ActivationRows;
import dev.steergraph.ingest.sae.SaeFolder;
import dev.steergraph.ingest.sae.SaeOrigin;
import dev.steergraph.ingest.sae.TrainingParameters;
import dev.steergraph.ingest.store.RunDirectory;
import dev.steergraph.ingest.store.StageState;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;

/** Trains an SAE for every hook point of a run. Interrupted, it goes on from the last checkpoint. */
public final class TrainSae {

    /** Name of the stage in run.json. */
    public static final String STAGE = "train-sae";

    /** One row in twenty is held out: the last ones, whole documents of a shuffled corpus. */
    private static final int HELD_OUT = 20;

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
    public void execute(TrainingChoice choice, String device, int threads) throws IOException {
        StageState extracted = run.finished(Extract.STAGE, "steergraph extract");
        List<HookPoint> hooks = Hooks.of(extracted);
        Map<String, String> settings = choice.settings();
        for (HookPoint hook : hooks) {
            settings.put(hook.toString(), (String) extracted.report().get(hook.toString()));
        }
        if (run.isFinished(STAGE, settings)) {
            return;
        }
        run.begin(STAGE, settings);
        Map<String, Object> report =
                new TreeMap<>(run.stage(STAGE).orElseThrow().report());
        Clock clock = new Clock();
        try (NDManager manager = NDManager.newBaseManager(Devices.parse(device))) {
            for (HookPoint hook : hooks) {
                String folder = PartPaths.sae(hook);
                List<String> files = List.of(folder + "/" + SaeFolder.CONFIG, folder + "/" + SaeFolder.WEIGHTS);
                if (run.part(STAGE, files.get(0)).isPresent()
                        && run.part(STAGE, files.get(1)).isPresent()) {
                    continue;
                }
                report.put(hook.toString(), train(hook, choice, manager, threads));
                run.report(STAGE, report);
                run.addParts(STAGE, files, clock.lap());
            }
        }
        run.finish(STAGE, clock.lap(), report);
    }

    private Map<String, Object> train(HookPoint hook, TrainingChoice choice, NDManager manager, int threads)
            throws IOException {
        ActivationRows rows = Activations.open(run, hook);
        int trainRows = rows.rows() - rows.rows() / HELD_OUT;
        TrainingParameters parameters = choice.parameters(trainRows, threads);
        progress.begin("train SAE " + hook, (long) parameters.steps() * parameters.batch(), "rows");
        int context = Integer.parseInt(
                run.stage(Extract.STAGE).orElseThrow().settings().get("context"));
        SaeOrigin origin = new SaeOrigin((String) run.model().get("id"), hook.toString(), context);
        SaeTraining training = new SaeTraining(
                run.root().resolve(PartPaths.sae(hook)), origin, rows, trainRows, progress, () -> stopped);
        return training.run(parameters, manager);
    }
}
