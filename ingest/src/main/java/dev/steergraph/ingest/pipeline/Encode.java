package dev.steergraph.ingest.pipeline;

import ai.djl.ndarray.NDManager;
import dev.steergraph.cypher.HookPoint;
import dev.steergraph.cypher.UserError;
import dev.steergraph.ingest.model.Devices;
import dev.steergraph.ingest.sae.ActivationRows;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeEncoder;
import dev.steergraph.ingest.sae.SaeFolder;
import dev.steergraph.ingest.store.Codes;
import dev.steergraph.ingest.store.CodesFile;
import dev.steergraph.ingest.store.RunDirectory;
import dev.steergraph.ingest.store.StageState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Activations to sparse codes, hook point by hook point and part by part. */
public final class Encode {

    /** Name of the stage in run.json. */
    public static final String STAGE = "encode";

    private final RunDirectory run;
    private final Progress progress;

    public Encode(RunDirectory run, Progress progress) {
        this.run = run;
        this.progress = progress;
    }

    /**
     * Encodes what is not encoded yet.
     *
     * @param saes folders in SAELens format by layer; layers that are not named take the SAE that was trained in the run
     * @throws UserError if an SAE is missing or does not fit the activations
     */
    public void execute(Map<Integer, Path> saes, String device) throws IOException {
        StageState extracted = run.finished(Extract.STAGE, "steergraph extract");
        List<HookPoint> hooks = Hooks.of(extracted);
        Map<HookPoint, Path> folders = folders(hooks, saes);
        Map<String, String> settings = new TreeMap<>();
        for (HookPoint hook : hooks) {
            settings.put(hook + " activations", (String) extracted.report().get(hook.toString()));
            settings.put(hook + " sae", RunDirectory.sha256(SaeFolder.weights(folders.get(hook))));
        }
        if (run.isFinished(STAGE, settings)) {
            return;
        }
        run.begin(STAGE, settings);
        RunTokens tokens = RunTokens.read(run);
        Map<String, Object> report =
                new TreeMap<>(run.stage(STAGE).orElseThrow().report());
        Clock clock = new Clock();
        try (NDManager manager = NDManager.newBaseManager(Devices.parse(device))) {
            for (HookPoint hook : hooks) {
                Sae sae = SaeFolder.read(folders.get(hook));
                encode(hook, sae, tokens, manager, clock);
                report.put(hook.toString(), Map.of("dSae", sae.dSae(), "sae", setName(hook, saes, sae)));
            }
        }
        run.finish(STAGE, clock.lap(), report);
    }

    private Map<HookPoint, Path> folders(List<HookPoint> hooks, Map<Integer, Path> saes) {
        Map<HookPoint, Path> folders = new TreeMap<>();
        for (HookPoint hook : hooks) {
            Path given = saes.get(hook.layer());
            if (given == null) {
                run.finished(TrainSae.STAGE, "steergraph train-sae");
            }
            folders.put(hook, given != null ? given : run.root().resolve(PartPaths.sae(hook)));
        }
        for (int layer : saes.keySet()) {
            if (hooks.stream().noneMatch(hook -> hook.layer() == layer)) {
                throw new UserError("--sae names layer " + layer + ", but run " + run.root() + " has " + hooks + ".");
            }
        }
        return folders;
    }

    /** The SAE's place in a feature's printed name: {@code res-batchtopk-4096}, or the given folder's name. */
    private String setName(HookPoint hook, Map<Integer, Path> saes, Sae sae) {
        Path given = saes.get(hook.layer());
        return given == null
                ? TrainSae.setName(run, hook, sae.dSae())
                : hook.site().shortName() + "-"
                        + given.toAbsolutePath()
                                .normalize()
                                .getFileName()
                                .toString()
                                .replaceAll("[^A-Za-z0-9._-]", "_");
    }

    private void encode(HookPoint hook, Sae sae, RunTokens tokens, NDManager manager, Clock clock) throws IOException {
        ActivationRows rows = null;
        progress.begin("encode " + hook, tokens.rows(), "rows");
        long active = 0;
        int from = 0;
        try (SaeEncoder encoder = new SaeEncoder(sae, manager)) {
            for (int part = 0; part < tokens.partRows().length; part++) {
                int to = from + tokens.partRows()[part];
                String path = PartPaths.codes(hook, part);
                if (run.part(STAGE, path).isEmpty()) {
                    if (rows == null) {
                        rows = fitting(hook, sae);
                    }
                    SaeEncoder.Codes codes = encoder.encode(rows, from, to);
                    CodesFile.write(
                            run.root().resolve(path),
                            new Codes(hook, sae.dSae(), to - from, codes.indptr(), codes.features(), codes.values()),
                            Arrays.copyOfRange(tokens.document(), from, to));
                    run.addParts(STAGE, List.of(path), clock.lap());
                    active += codes.features().length;
                }
                from = to;
                progress.update(to, "");
            }
        }
        progress.end(active == 0 ? "" : String.format(Locale.ROOT, "L0 %.1f", (double) active / tokens.rows()));
    }

    private ActivationRows fitting(HookPoint hook, Sae sae) throws IOException {
        ActivationRows rows = Activations.open(run, hook);
        String made = sae.origin().hook();
        if (made != null && !made.equals(hook.toString())) {
            throw new UserError("The SAE for " + hook + " was trained on " + made + "; give the one for " + hook + ".");
        }
        if (rows.width() != sae.dIn()) {
            throw new UserError("The SAE for " + hook + " has d_in " + sae.dIn() + ", the activations of run "
                    + run.root() + " have d_model " + rows.width() + "; give an SAE of this model and layer.");
        }
        return rows;
    }
}
