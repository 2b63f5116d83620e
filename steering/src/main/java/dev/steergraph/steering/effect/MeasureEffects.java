package dev.steergraph.steering.effect;

import dev.steergraph.core.Progress;
import dev.steergraph.core.Stopwatch;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.stage.effect.EffectsSettings;
import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.sae.CodeShift;
import dev.steergraph.steering.edit.Edit;
import dev.steergraph.steering.half.FirstHalf;
import dev.steergraph.steering.half.HalfTexts;
import dev.steergraph.steering.half.SteeredRun;
import dev.steergraph.steering.measure.CodeSets;
import dev.steergraph.steering.measure.SharedTexts;
import dev.steergraph.steering.measure.TextBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * Whether correlations survive intervention. Correlations, largest activations and neighbours are taken from one half of the
 * documents; on the other each chosen feature is steered, and all SAEs of its layer and later ones encode again.
 *
 * <p>What one feature does is a part of its own, so that a stopped run goes on with the next.
 */
public final class MeasureEffects {

    /** Tokens whose predictions are compared, so that they fit in memory. */
    private static final int PREDICTED = 512;

    private final RunDirectory run;
    private final int threads;
    private final Progress progress;

    public MeasureEffects(RunDirectory run, int threads, Progress progress) {
        this.run = run;
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * Measures what is not measured yet, and writes {@code effects/}.
     *
     * @throws dev.steergraph.core.UserError if the run is not correlated, or its model or an SAE is not there
     */
    public void execute(EffectsRequest request, String device) throws IOException {
        EffectsSettings settings = settings(request);
        if (run.isFinished(Stages.EFFECTS, settings)) {
            return;
        }
        FirstHalf half = FirstHalf.of(run, threads, progress);
        int[] sources = Sources.of(half, request);
        run.begin(Stages.EFFECTS, settings);
        Stopwatch clock = new Stopwatch();
        try (SteeredRun steered = SteeredRun.open(run, half, device, progress)) {
            List<FeatureEffects> all = measured(steered, sources, request, clock);
            progress.begin("compare edges with other pairs", 0, "pairs");
            Comparison comparison = Comparison.of(all, half, steered.decoders(), request.seed());
            progress.end(comparison.pairs().size() + " pairs");
            EffectsReport report = new EffectsReport(run, half, all, comparison, request);
            run.addParts(Stages.EFFECTS, report.write(), clock.lap());
            run.drop(Stages.EFFECTS, PartPaths.EFFECT_PARTS);
            run.finish(Stages.EFFECTS, clock.lap(), report.result());
        }
    }

    EffectsSettings settings(EffectsRequest request) {
        return new EffectsSettings(
                request.features(),
                request.edges(),
                request.strength(),
                request.tokens(),
                request.seed(),
                run.fingerprint(Stages.CORRELATE, PartPaths.CORRELATIONS));
    }

    /** Of these features, in order of their numbers; what is measured already is read. */
    List<FeatureEffects> measured(SteeredRun steered, int[] sources, EffectsRequest request, Stopwatch clock)
            throws IOException {
        FeatureSpace space = steered.half().space();
        HalfTexts texts = HalfTexts.draw(
                run,
                steered.half(),
                HalfTexts.Half.SECOND,
                steered.text().tokenizer(),
                steered.unsteered(),
                request.tokens(),
                request.seed());
        List<TextBatch> batches = steered.batches(texts.ids());
        List<TextBatch> predicted = steered.text().model().predictsText()
                ? TextBatch.of(some(texts.ids()), steered.unsteered(), PREDICTED)
                : List.of();
        TreeMap<Integer, List<Integer>> byBlock = new TreeMap<>();
        for (int source : sources) {
            byBlock.computeIfAbsent(space.layer(source), block -> new ArrayList<>())
                    .add(source);
        }
        List<FeatureEffects> all = new ArrayList<>();
        progress.begin(
                "steer " + sources.length + " features on " + texts.size() + " documents", sources.length, "features");
        Estimate estimate = new Estimate(sources.length);
        try (CodeSets sets = steered.encoders()) {
            for (var block : byBlock.entrySet()) {
                List<Integer> missing = new ArrayList<>();
                for (int source : block.getValue()) {
                    if (run.part(Stages.EFFECTS, PartPaths.effects(source)).isPresent()) {
                        all.add(EffectParts.read(run.file(Stages.EFFECTS, PartPaths.effects(source))));
                    } else {
                        missing.add(source);
                    }
                }
                if (!missing.isEmpty()) {
                    Transformer model = steered.text().model();
                    int at = block.getKey();
                    try (SharedTexts read = new SharedTexts(model, batches, at, sets, space, false);
                            CodeSets none = new CodeSets(List.of(), model.manager());
                            SharedTexts predicting = new SharedTexts(model, predicted, at, none, space, true)) {
                        EffectProbe probe = new EffectProbe(
                                model,
                                read,
                                predicted.isEmpty() ? null : predicting,
                                space,
                                steered.half().features().sd(),
                                steered.unsteered());
                        for (int source : missing) {
                            long begun = System.nanoTime();
                            FeatureEffects found = of(probe, steered, source, request.strength());
                            String path = PartPaths.effects(source);
                            EffectParts.write(run.root().resolve(path), found);
                            run.addParts(Stages.EFFECTS, List.of(path), clock.lap());
                            all.add(found);
                            progress.update(all.size(), "");
                            estimate.measured(System.nanoTime() - begun, all.size());
                        }
                    }
                }
            }
        }
        progress.end("");
        return all.stream()
                .sorted((a, b) -> Integer.compare(a.source(), b.source()))
                .toList();
    }

    /** Says once, after a few features, how long all of them will take. */
    private final class Estimate {

        private static final int SEEN = 3;

        private final int all;
        private long nanoseconds;
        private int seen;

        Estimate(int all) {
            this.all = all;
        }

        void measured(long time, int done) {
            nanoseconds += time;
            seen++;
            if (seen == SEEN && all > SEEN) {
                double left = nanoseconds / 1e9 / SEEN * (all - done);
                progress.note(String.format(
                        Locale.ROOT,
                        "%.1f s a feature: about %.0f min more for the other %d; stopped, the same command goes on.",
                        nanoseconds / 1e9 / SEEN,
                        Math.ceil(left / 60),
                        all - done));
            }
        }
    }

    private static FeatureEffects of(EffectProbe probe, SteeredRun steered, int source, double strength)
            throws IOException {
        Edit edit = steered.edit(source, strength);
        float[] vector = edit.unit().clone();
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] * strength);
        }
        return probe.of(source, edit, CodeShift.isLinear(steered.sae(source)) ? vector : null);
    }

    /** The first texts, as many as predictions are compared on. */
    private static List<int[]> some(List<int[]> texts) {
        int tokens = 0;
        List<int[]> some = new ArrayList<>();
        for (int[] text : texts) {
            if (tokens + text.length <= PREDICTED || some.isEmpty()) {
                some.add(text);
                tokens += text.length;
            }
        }
        return some;
    }
}
