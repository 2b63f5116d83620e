package dev.steergraph.ingest.pipeline;

import ai.djl.ndarray.NDManager;
import dev.steergraph.cypher.HookPoint;
import dev.steergraph.cypher.UserError;
import dev.steergraph.ingest.model.Devices;
import dev.steergraph.ingest.sae.ActivationRows;
import dev.steergraph.ingest.sae.BatchTopKTrainer;
import dev.steergraph.ingest.sae.Evaluation;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeEncoder;
import dev.steergraph.ingest.sae.SaeFolder;
import dev.steergraph.ingest.sae.SaeOrigin;
import dev.steergraph.ingest.sae.TrainingParameters;
import dev.steergraph.ingest.store.RunDirectory;
import dev.steergraph.ingest.store.StageState;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Activations to SAEs: one BatchTopK SAE for each hook point, written in SAELens format. */
public final class TrainSae {

    /** Name of the stage in run.json. */
    public static final String STAGE = "train-sae";

    /** One row in twenty is held out: the last ones, whole documents of a shuffled corpus. */
    private static final int HELD_OUT = 20;

    private final RunDirectory run;
    private final Progress progress;

    public TrainSae(RunDirectory run, Progress progress) {
        this.run = run;
        this.progress = progress;
    }

    /**
     * Trains what is not trained yet.
     *
     * @param rowVisits rows each SAE sees in all, or 0 for the default
     * @throws UserError if the run has no activations
     */
    public void execute(int dSae, int k, long rowVisits, long seed, String device, int threads) throws IOException {
        StageState extracted = run.finished(Extract.STAGE, "steergraph extract");
        Map<String, String> settings = new TreeMap<>();
        settings.put("architecture", "batchtopk");
        settings.put("dSae", Integer.toString(dSae));
        settings.put("k", Integer.toString(k));
        settings.put("rowVisits", Long.toString(rowVisits));
        settings.put("seed", Long.toString(seed));
        for (HookPoint hook : Hooks.of(extracted)) {
            settings.put(hook.toString(), (String) extracted.report().get(hook.toString()));
        }
        if (run.isFinished(STAGE, settings)) {
            return;
        }
        run.begin(STAGE, settings);
        Map<String, Object> report =
                new TreeMap<>(run.stage(STAGE).orElseThrow().report());
        Clock clock = new Clock();
        for (HookPoint hook : Hooks.of(extracted)) {
            String folder = PartPaths.sae(hook);
            List<String> files = List.of(folder + "/" + SaeFolder.CONFIG, folder + "/" + SaeFolder.WEIGHTS);
            if (run.part(STAGE, files.get(0)).isPresent()
                    && run.part(STAGE, files.get(1)).isPresent()) {
                continue;
            }
            report.put(hook.toString(), train(hook, dSae, k, rowVisits, seed, device, threads));
            run.report(STAGE, report);
            run.addParts(STAGE, files, clock.lap());
        }
        run.finish(STAGE, clock.lap(), report);
    }

    private Map<String, Object> train(
            HookPoint hook, int dSae, int k, long rowVisits, long seed, String device, int threads) throws IOException {
        ActivationRows rows = Activations.open(run, hook);
        int trainRows = rows.rows() - rows.rows() / HELD_OUT;
        TrainingParameters defaults = TrainingParameters.of(dSae, k, trainRows, seed, threads);
        TrainingParameters parameters =
                rowVisits == 0 ? defaults : new TrainingParameters(dSae, k, rowVisits, defaults.batch(), seed, threads);
        progress.begin("train SAE " + hook, parameters.rowVisits(), "rows");
        Map<String, Object> report = new TreeMap<>();
        try (NDManager manager = NDManager.newBaseManager(Devices.parse(device));
                BatchTopKTrainer trainer = new BatchTopKTrainer(rows, trainRows, parameters)) {
            int[] lastDead = new int[1];
            int context = Integer.parseInt(
                    run.stage(Extract.STAGE).orElseThrow().settings().get("context"));
            SaeOrigin origin = new SaeOrigin((String) run.model().get("id"), hook.toString(), context);
            Sae sae = trainer.train(manager, origin, (visited, explained, dead) -> {
                lastDead[0] = dead;
                progress.update(visited, String.format(Locale.ROOT, "EV %.3f, dead %d", explained, dead));
            });
            SaeFolder.write(run.root().resolve(PartPaths.sae(hook)), sae, "batchtopk");
            Evaluation evaluation;
            try (SaeEncoder encoder = new SaeEncoder(sae, manager)) {
                int from = trainRows < rows.rows() ? trainRows : 0;
                evaluation = Evaluation.of(sae, rows, from, encoder.encode(rows, from, rows.rows()));
            }
            report.put("l0", evaluation.l0());
            report.put("explainedVariance", evaluation.explainedVariance());
            report.put("heldOutRows", evaluation.rows());
            report.put("deadShare", (double) lastDead[0] / dSae);
            report.put("rowVisits", parameters.rowVisits());
            progress.end(String.format(
                    Locale.ROOT,
                    "L0 %.1f, explained variance %.3f on %d held-out rows, dead %.1f%%",
                    evaluation.l0(),
                    evaluation.explainedVariance(),
                    evaluation.rows(),
                    100.0 * lastDead[0] / dSae));
        }
        return report;
    }
}
