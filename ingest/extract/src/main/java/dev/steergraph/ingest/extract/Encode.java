package dev.steergraph.ingest.extract;

import ai.djl.ndarray.NDManager;
import dev.steergraph.core.Progress;
import dev.steergraph.core.Stopwatch;
import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.core.codes.Activations;
import dev.steergraph.core.feature.StatisticsPass;
import dev.steergraph.core.id.FeatureSite;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunTokens;
import dev.steergraph.core.stage.EncodeResult;
import dev.steergraph.core.stage.EncodeSettings;
import dev.steergraph.core.stage.EncodedSet;
import dev.steergraph.core.stage.ExtractResult;
import dev.steergraph.core.stage.SaeCheck;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.model.engine.Devices;
import dev.steergraph.ingest.sae.SaeEncoder;
import dev.steergraph.ingest.sae.run.CodeSet;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Stored activations to sparse codes and the features' statistics, set by set and part by part. */
public final class Encode {

    private final RunDirectory run;
    private final Progress progress;

    public Encode(RunDirectory run, Progress progress) {
        this.run = run;
        this.progress = progress;
    }

    /**
     * Encodes what is not encoded yet.
     *
     * @param saes hook points that are not named take the SAE that was trained in the run
     * @throws UserError if an SAE is missing, damaged, or made for other activations; run.json is what it was
     */
    public void execute(SaeSpec saes, String device) throws IOException {
        ExtractResult extracted = run.finished(Stages.EXTRACT).result();
        List<CodeSet> sets = RunSets.of(run, SaeTarget.of(run), saes, progress);
        if (isFinished(run, sets)) {
            return;
        }
        EncodeSettings settings = settings(sets, hook -> extracted.activations().get(hook));
        if (run.isFinished(Stages.ENCODE, settings)) {
            return;
        }
        RunTokens tokens = RunTokens.read(run);
        try (NDManager manager = NDManager.newBaseManager(Devices.parse(device))) {
            run.begin(Stages.ENCODE, settings);
            Stopwatch clock = new Stopwatch();
            Map<String, SaeCheck> checks = new TreeMap<>(checked(run));
            List<CodeSet> left =
                    sets.stream().filter(set -> !checks.containsKey(set.id())).toList();
            Map<String, SaeCheck> found = left.isEmpty()
                    ? Map.of()
                    : new SaeSample(run, progress).check(left, saes.acceptsMismatch(), manager);
            if (!found.isEmpty()) {
                checks.putAll(found);
                run.report(Stages.ENCODE, result(sets, checks));
            }
            for (CodeSet set : sets) {
                encode(set, tokens, manager, clock);
            }
            run.finish(Stages.ENCODE, clock.lap(), result(sets, checks));
        }
    }

    /** Settings of codes that are made while the model runs. */
    static EncodeSettings onePass(List<CodeSet> sets) {
        return settings(sets, hook -> EncodeSettings.ONE_PASS);
    }

    private static EncodeSettings settings(List<CodeSet> sets, Function<HookPoint, String> checksum) {
        Map<String, String> activations = new TreeMap<>();
        Map<String, String> saes = new TreeMap<>();
        for (CodeSet set : sets) {
            activations.put(set.hook().toString(), checksum.apply(set.hook()));
            saes.put(set.id(), set.sha256());
        }
        return new EncodeSettings(activations, saes);
    }

    /** Whether these sets were encoded while the model ran. */
    static boolean isFinished(RunDirectory run, List<CodeSet> sets) throws IOException {
        return run.isFinished(Stages.ENCODE, onePass(sets));
    }

    /** Whether the statistics are what was written. */
    static boolean statisticsAreSound(RunDirectory run, List<CodeSet> sets) throws IOException {
        for (CodeSet set : sets) {
            if (run.part(Stages.ENCODE, PartPaths.features(set.id())).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Features of each set, by id. */
    static Map<String, Integer> features(List<CodeSet> sets) {
        Map<String, Integer> features = new LinkedHashMap<>();
        sets.forEach(set -> features.put(set.id(), set.sae().dSae()));
        return features;
    }

    /** @param checks by id of the set */
    static EncodeResult result(List<CodeSet> sets, Map<String, SaeCheck> checks) {
        Map<String, EncodedSet> encoded = new TreeMap<>();
        sets.forEach(set -> encoded.put(
                set.id(),
                new EncodedSet(
                        set.sae().dSae(),
                        set.place(),
                        set.name(),
                        set.site() == FeatureSite.of(set.hook()) ? null : set.site(),
                        checks.get(set.id()),
                        set.neuronpedia())));
        return new EncodeResult(encoded);
    }

    /** What earlier starts of the stage have found of its SAEs, by id of the set. */
    static Map<String, SaeCheck> checked(RunDirectory run) {
        Map<String, SaeCheck> checks = new TreeMap<>();
        run.stage(Stages.ENCODE).ifPresent(encode -> encode.result().sets().forEach((id, set) -> {
            if (set.check() != null) {
                checks.put(id, set.check());
            }
        }));
        return checks;
    }

    private void encode(CodeSet set, RunTokens tokens, NDManager manager, Stopwatch clock) throws IOException {
        ActivationRows rows = null;
        progress.begin("encode " + set.id(), tokens.rows(), "rows");
        long active = 0;
        StatisticsPass statistics =
                new StatisticsPass(run, Map.of(set.id(), set.sae().dSae()));
        try (SaeEncoder encoder = new SaeEncoder(set.sae(), manager)) {
            for (int part = 0; part < tokens.partRows().length; part++) {
                if (run.part(Stages.ENCODE, PartPaths.codes(set.id(), part)).isEmpty()) {
                    if (rows == null) {
                        rows = Activations.open(run, set.hook());
                    }
                    EncodePart made = EncodePart.of(set, encoder, rows, tokens, part);
                    run.addFiles(Stages.ENCODE, List.of(made.write(run, set, part)), clock.lap());
                    statistics.add(part, Map.of(set.id(), made.codes()), made.document());
                    active += made.codes().values().length;
                }
                progress.update(tokens.firstRow(part + 1), "");
            }
        }
        statistics.finish(tokens.partRows().length, clock.lap());
        progress.end(active == 0 ? "" : String.format(Locale.ROOT, "L0 %.1f", (double) active / tokens.rows()));
    }
}
