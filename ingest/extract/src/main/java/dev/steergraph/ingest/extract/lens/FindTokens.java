package dev.steergraph.ingest.extract.lens;

import dev.steergraph.core.Progress;
import dev.steergraph.core.Stopwatch;
import dev.steergraph.core.UserError;
import dev.steergraph.core.feature.LogitLensFile;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.LogitLensResult;
import dev.steergraph.core.stage.LogitLensSettings;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.extract.ModelSpec;
import dev.steergraph.ingest.model.ModelSource;
import dev.steergraph.ingest.model.block.Unembedding;
import dev.steergraph.ingest.model.engine.DeviceSpec;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.format.SaeFolder;
import dev.steergraph.ingest.sae.run.MadeCodes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which tokens the features of a language model promote: each decoder row through final norm and unembedding, the logit
 * lens. A token's value is what one unit of the feature's activation adds to its logit, but for the positive number by which
 * the final norm divides, less the mean over the vocabulary, which no prediction depends on; where logits are capped, one
 * does, and the mean stays.
 *
 * <p>The order of the tokens, and of values that TransformerLens has in the same units, are those of SAEDashboard, which
 * multiplies with the W_U of TransformerLens, {@code fold_ln} and {@code center_unembed}.
 *
 * @see <a href="https://github.com/jbloomAus/SAEDashboard">SAEDashboard</a>
 */
public final class FindTokens {

    private final RunDirectory run;
    private final Progress progress;

    public FindTokens(RunDirectory run, Progress progress) {
        this.run = run;
        this.progress = progress;
    }

    /**
     * Finds what is not found yet, and again what is damaged.
     *
     * @throws UserError if the model predicts no text, or an SAE that made the run's codes is not there any more
     */
    public void execute(String device) throws IOException {
        ModelSource source = spec().source(progress);
        if (!source.predictsText()) {
            throw new UserError(source.info().id() + " predicts no text: its features promote no tokens.");
        }
        find(source, device);
    }

    /** The same at the end of encoding: where the model predicts no text, or is not here, that is said, and nothing done. */
    public void afterEncoding(String device) throws IOException {
        ModelSource source;
        try {
            source = spec().source(progress);
        } catch (UserError e) {
            progress.note("No logit lens, as the model is not here (" + e.getMessage() + ") Run \""
                    + Stages.LOGIT_LENS.command() + " --run " + run.root() + "\" where it is.");
            return;
        }
        if (source.predictsText()) {
            find(source, device);
        } else {
            progress.note(source.info().id() + " predicts no text: its features have no logit lens.");
        }
    }

    private void find(ModelSource source, String device) throws IOException {
        List<LensSet> sets = new ArrayList<>();
        List<String> without = new ArrayList<>();
        Map<String, String> checksums = new TreeMap<>();
        Map<String, String> made = run.finished(Stages.ENCODE).settings().saes();
        List<String> ids = run.finished(Stages.ENCODE).result().sets().keySet().stream()
                .sorted(Comparator.comparing(FindTokens::hook, HookPoint.IN_DEPTH)
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        for (String id : ids) {
            Sae sae = SaeFolder.read(new MadeCodes(run, id).find(progress));
            LensSet.of(id, hook(id), sae, made.getOrDefault(id, "")).ifPresentOrElse(sets::add, () -> without.add(id));
        }
        sets.forEach(set -> checksums.put(set.id(), set.sha256()));
        LogitLensSettings settings =
                LogitLensSettings.of(run.finished(Stages.EXTRACT).settings(), checksums);
        if (run.isFinished(Stages.LOGIT_LENS, settings)) {
            return;
        }
        run.begin(Stages.LOGIT_LENS, settings);
        Stopwatch clock = new Stopwatch();
        TreeSet<Integer> projections = new TreeSet<>();
        sets.stream()
                .filter(LensSet::isProjected)
                .forEach(set -> projections.add(set.hook().layer()));
        try (Unembedding unembedding =
                source.unembedding(DeviceSpec.parse(device).get(0), projections)) {
            TokenRanking ranking = new TokenRanking(unembedding);
            for (LensSet set : sets) {
                if (run.part(Stages.LOGIT_LENS, PartPaths.logitLens(set.id())).isEmpty()) {
                    find(set, ranking, unembedding.vocabulary(), clock);
                }
            }
            run.finish(
                    Stages.LOGIT_LENS,
                    clock.lap(),
                    new LogitLensResult(sets.stream().map(LensSet::id).toList(), without, unembedding.vocabulary()));
        }
    }

    private void find(LensSet set, TokenRanking ranking, int vocabulary, Stopwatch clock) throws IOException {
        String path = PartPaths.logitLens(set.id());
        progress.begin("logit lens " + set.id(), set.sae().dSae(), "features");
        LogitLensFile.write(run.root().resolve(path), ranking.of(set, done -> progress.update(done, "")), vocabulary);
        progress.end("");
        run.addParts(Stages.LOGIT_LENS, List.of(path), clock.lap());
    }

    private static HookPoint hook(String set) {
        return HookPoint.ofSet(set).orElseThrow();
    }

    private ModelSpec spec() {
        return ModelSpec.of(run.finished(Stages.EXTRACT).settings());
    }
}
