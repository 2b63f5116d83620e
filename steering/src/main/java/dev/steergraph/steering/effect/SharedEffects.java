package dev.steergraph.steering.effect;

import dev.steergraph.core.Progress;
import dev.steergraph.core.Stopwatch;
import dev.steergraph.core.UserError;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.Share;
import dev.steergraph.core.run.SharedRun;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.stage.effect.EffectsSettings;
import dev.steergraph.ingest.extract.machine.InstructionSet;
import dev.steergraph.ingest.extract.machine.Libraries;
import dev.steergraph.steering.half.FirstHalf;
import dev.steergraph.steering.half.SteeredRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** {@link MeasureEffects} by several processes, each of which steers some of the features; what is joined has the same bytes. */
public final class SharedEffects {

    private final Path root;
    private final int threads;
    private final Progress progress;

    public SharedEffects(Path root, int threads, Progress progress) {
        this.root = root;
        this.threads = threads;
        this.progress = progress;
    }

    /** Begins, as the first share otherwise does. @throws UserError as {@link MeasureEffects} */
    public void begin(EffectsRequest request) throws IOException {
        begun(request).close();
    }

    private RunDirectory begun(EffectsRequest request) throws IOException {
        return SharedRun.begun(
                root,
                RunDirectory.view(root).id(),
                shared -> isBegun(shared, request),
                held -> begin(held, request),
                () -> false,
                progress);
    }

    /** Measures what a share of the features lacks. @throws UserError as {@link MeasureEffects} */
    public void part(Share share, EffectsRequest request, String device) throws IOException {
        try (RunDirectory run = begun(request)) {
            MeasureEffects effects = new MeasureEffects(run, threads, progress);
            if (run.isFinished(Stages.EFFECTS, effects.settings(request))) {
                progress.note("Run " + root + " has all its effects already.");
                return;
            }
            SharedRun.requireUnfinished(run, Stages.EFFECTS);
            FirstHalf half = FirstHalf.of(run, threads, progress);
            int[] all = Sources.of(half, request);
            int[] own = IntStream.range(0, all.length)
                    .filter(i -> share.holds(i, all.length))
                    .map(i -> all[i])
                    .toArray();
            run.madeOn(Libraries.machine());
            try (SteeredRun steered = SteeredRun.open(run, half, device, progress)) {
                effects.measured(steered, own, request, new Stopwatch());
            }
        }
    }

    private boolean isBegun(RunDirectory run, EffectsRequest request) {
        EffectsSettings settings = new MeasureEffects(run, threads, progress).settings(request);
        return run.stage(Stages.EFFECTS)
                .filter(stage -> stage.hasSettings(settings))
                .isPresent();
    }

    private void begin(RunDirectory run, EffectsRequest request) throws IOException {
        run.finished(Stages.CORRELATE);
        run.begin(Stages.EFFECTS, new MeasureEffects(run, threads, progress).settings(request));
        run.keep(Stages.EFFECTS);
    }

    /**
     * Compares and reports once all features are measured.
     *
     * @param mixed whether parts that were made on unlike machines may be joined
     * @throws UserError if a feature is not measured, or was on a machine unlike others'
     */
    public void merge(EffectsRequest request, String device, boolean mixed) throws IOException {
        try (RunDirectory run = RunDirectory.existing(root)) {
            MeasureEffects effects = new MeasureEffects(run, threads, progress);
            if (!run.isFinished(Stages.EFFECTS, effects.settings(request))) {
                if (!isBegun(run, request)) {
                    throw new UserError("No effect of run " + root + " is measured with these options; run \""
                            + Stages.EFFECTS.command() + " --part I/N\" with them first, for each I below N.");
                }
                SharedRun.requireAlike(run, List.of(Stages.EFFECTS), mixed, InstructionSet.ADVICE);
                int[] all = Sources.of(FirstHalf.of(run, threads, progress), request);
                int[] missing = IntStream.range(0, all.length)
                        .filter(i -> !run.has(Stages.EFFECTS, PartPaths.effects(all[i])))
                        .toArray();
                if (missing.length > 0) {
                    throw SharedRun.missing(run, Stages.EFFECTS, missing, all.length, List.of());
                }
            }
            effects.execute(request, device);
        }
    }
}
