package dev.steergraph.ingest.extract;

import dev.steergraph.core.Progress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.io.Sha256;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.extract.check.Hooks;
import dev.steergraph.ingest.extract.train.TrainSae;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.format.SaeFolder;
import dev.steergraph.ingest.sae.run.CodeSet;
import dev.steergraph.ingest.sae.run.OwnSae;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The SAEs of a run's hook points: those that were named, and those that were trained in the run for the others. */
public final class RunSets {

    private RunSets() {}

    /**
     * @param target the model of the run
     * @param saes those that were named
     * @return ordered by hook point; of one hook point, in the order given
     * @throws UserError if one is missing, damaged, or does not fit the activations, or a hook point has none
     */
    public static List<CodeSet> of(RunDirectory run, SaeTarget target, SaeSpec saes, Progress progress)
            throws IOException {
        List<HookPoint> hooks = run.finished(Stages.EXTRACT).result().hooks();
        List<CodeSet> sets = new ArrayList<>(saes.read(target, progress));
        for (CodeSet set : sets) {
            if (!hooks.contains(set.hook())) {
                throw new UserError("--sae gives an SAE for " + set.hook() + ", but run " + run.root() + " has " + hooks
                        + "; extract that hook point, or give another SAE.");
            }
        }
        boolean trained = isTrained(run);
        // What is there for a transcoder to be compared with needs no SAE of its own.
        List<HookPoint> rest = hooks.stream()
                .filter(hook -> sets.stream().noneMatch(set -> set.hook().equals(hook)))
                .filter(hook ->
                        trained || sets.stream().noneMatch(set -> Hooks.of(set).contains(hook)))
                .toList();
        if (!sets.isEmpty() && !rest.isEmpty() && !trained) {
            throw new UserError("--sae names SAEs for "
                    + sets.stream().map(CodeSet::hook).distinct().toList()
                    + ", and run " + run.root() + " has activations of " + rest
                    + " as well, for which no SAE was trained"
                    + " in it; give --sae for these too, or train theirs with train-sae.");
        }
        for (HookPoint hook : rest) {
            sets.add(trained(run, target, hook));
        }
        sets.sort((a, b) -> a.hook().compareTo(b.hook()));
        return sets;
    }

    private static boolean isTrained(RunDirectory run) {
        return run.stage(Stages.TRAIN_SAE).filter(stage -> stage.finished()).isPresent();
    }

    private static CodeSet trained(RunDirectory run, SaeTarget target, HookPoint hook) throws IOException {
        Path folder = OwnSae.folder(run, hook);
        String place = PartPaths.sae(hook);
        Sae sae = target.fitted(SaeFolder.read(folder), hook, "The SAE " + place);
        return new CodeSet(
                hook,
                hook.toString(),
                TrainSae.setName(run, hook, sae.dSae()),
                place,
                sae,
                Sha256.of(SaeFolder.weights(folder)));
    }
}
