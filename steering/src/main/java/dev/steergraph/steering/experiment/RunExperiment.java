package dev.steergraph.steering.experiment;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.steergraph.core.Progress;
import dev.steergraph.core.Stopwatch;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.stage.experiment.ExperimentResult;
import dev.steergraph.core.stage.experiment.ExperimentSettings;
import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.steering.correct.Correction;
import dev.steergraph.steering.half.FirstHalf;
import dev.steergraph.steering.half.HalfTexts;
import dev.steergraph.steering.half.HalfTexts.Half;
import dev.steergraph.steering.half.Neighbours;
import dev.steergraph.steering.half.SteeredRun;
import dev.steergraph.steering.measure.CodeSets;
import dev.steergraph.steering.measure.SharedTexts;
import dev.steergraph.steering.measure.TextBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Whether correcting along the graph steers better. The graph, strengths, target tokens and everything that arms add are from
 * one half of the documents, all measures from the other. What is measured of one feature is a part of its own, so that a
 * stopped experiment goes on with the next.
 */
public final class RunExperiment {

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Tokens on which what arms add is found. */
    private static final int CALIBRATION = 256;

    /** Tokens of the second moment: several for each of its dimensions. */
    private static final int MOMENT = 4_096;

    /** Of the second moment's mean diagonal, what is added to it. */
    private static final double SHRINKAGE = 0.1;

    private final RunDirectory run;
    private final int threads;
    private final Progress progress;

    public RunExperiment(RunDirectory run, int threads, Progress progress) {
        this.run = run;
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * Measures what is not measured yet, and writes {@code experiment/}.
     *
     * @throws dev.steergraph.core.UserError if the run is not correlated, its model or an SAE is not there, the model predicts
     *     no text, or no feature passes the filters
     */
    public void execute(ExperimentRequest request, String device) throws IOException {
        ExperimentSettings settings = new ExperimentSettings(
                request.features(),
                request.tuning(),
                text(request.arms()),
                text(request.strengths()),
                request.tokens(),
                request.seed(),
                request.ridge(),
                request.follow(),
                request.quick(),
                run.fingerprint(Stages.CORRELATE, PartPaths.CORRELATIONS));
        run.finished(Stages.CORRELATE);
        if (run.isFinished(Stages.EXPERIMENT, settings) && wrote(request)) {
            return;
        }
        FirstHalf half = FirstHalf.of(run, threads, progress);
        Selection selection = Selection.of(run, half, request, progress);
        run.begin(Stages.EXPERIMENT, settings);
        Stopwatch clock = new Stopwatch();
        try (SteeredRun steered = SteeredRun.open(run, half, device, progress)) {
            List<FeatureCells> all = measured(steered, selection, request, clock);
            List<FeatureTexts> texts = written(steered, all, request, clock);
            ExperimentFiles files = new ExperimentFiles(run, half, selection, all, texts, request);
            run.addParts(Stages.EXPERIMENT, files.write(), clock.lap());
            run.finish(Stages.EXPERIMENT, clock.lap(), files.result());
        }
    }

    /** Whether a finished experiment has as many texts as are wanted: more of them are added to what was measured. */
    private boolean wrote(ExperimentRequest request) throws IOException {
        ExperimentResult result = run.finished(Stages.EXPERIMENT).result();
        return result.written() >= Math.min(request.generate(), result.features());
    }

    private List<FeatureTexts> written(
            SteeredRun steered, List<FeatureCells> features, ExperimentRequest request, Stopwatch clock)
            throws IOException {
        List<FeatureCells> some = features.subList(0, Math.min(request.generate(), features.size()));
        if (some.isEmpty()) {
            return List.of();
        }
        TextWriter writer = new TextWriter(
                steered.text(),
                steered.unsteered(),
                draw(steered, Half.SECOND, request.tokens(), request.seed()).ids(),
                request.seed());
        progress.begin("write texts along " + some.size() + " features", some.size(), "features");
        List<FeatureTexts> all = new ArrayList<>();
        for (FeatureCells feature : some) {
            String path = PartPaths.written(feature.feature());
            if (run.part(Stages.EXPERIMENT, path).isPresent()) {
                all.add(JSON.readValue(run.file(Stages.EXPERIMENT, path).toFile(), FeatureTexts.class));
            } else {
                Prepared prepared =
                        PreparedFile.read(run.file(Stages.EXPERIMENT, PartPaths.prepared(feature.feature())));
                FeatureTexts found = writer.of(prepared, feature, request.arms());
                byte[] bytes = JSON.writeValueAsBytes(found);
                AtomicFile.write(run.root().resolve(path), out -> out.write(bytes));
                run.addParts(Stages.EXPERIMENT, List.of(path), clock.lap());
                all.add(found);
            }
            progress.update(all.size(), "");
        }
        progress.end("");
        return all;
    }

    private static String text(List<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(","));
    }

    private HalfTexts draw(SteeredRun steered, Half which, long tokens, long seed) throws IOException {
        return HalfTexts.draw(
                run, steered.half(), which, steered.text().tokenizer(), steered.unsteered(), tokens, seed);
    }

    private List<TextBatch> texts(SteeredRun steered, Half which, long tokens, long seed) throws IOException {
        return steered.batches(draw(steered, which, tokens, seed).ids());
    }

    private List<FeatureCells> measured(
            SteeredRun steered, Selection selection, ExperimentRequest request, Stopwatch clock) throws IOException {
        Transformer model = steered.text().model();
        FeatureSpace space = steered.half().space();
        List<TextBatch> held = texts(steered, Half.SECOND, request.tokens(), request.seed());
        List<TextBatch> calibration = texts(steered, Half.FIRST, CALIBRATION, request.seed());
        HookPoint hook = steered.written(selection.features().get(0).feature());
        int block = steered.set(0).hook().layer();
        int next = IntStream.range(0, space.sets().size())
                .filter(place -> space.layer(space.offsets()[place]) > block)
                .findFirst()
                .orElseThrow();
        List<FeatureCells> all = new ArrayList<>();
        progress.begin(
                "steer " + selection.features().size() + " features by "
                        + request.arms().size() + " arms",
                selection.features().size(),
                "features");
        SecondMoment moment = SecondMoment.of(model, texts(steered, Half.FIRST, MOMENT, request.seed() + 1), hook);
        try (CodeSets encoders = steered.encoders();
                CodeSets none = new CodeSets(List.of(), model.manager());
                SharedTexts measured = new SharedTexts(model, held, block, encoders, space, true);
                SharedTexts codes = new SharedTexts(model, calibration, block, encoders, space, false);
                SharedTexts predictions = new SharedTexts(model, calibration, block, none, space, true)) {
            Preparation preparation = new Preparation(
                    run,
                    steered,
                    encoders,
                    codes,
                    predictions,
                    Correction.shrunk(moment.moment(), SHRINKAGE),
                    new Neighbours(steered.half().edges()),
                    selection.eligible(),
                    request);
            CellMeter meter = new CellMeter(steered, measured, encoders, block, next, moment.length());
            long begun = System.nanoTime();
            int made = 0;
            for (Selection.Candidate candidate : selection.features()) {
                String path = PartPaths.experiment(candidate.feature());
                if (run.part(Stages.EXPERIMENT, path).isPresent()) {
                    prepared(candidate, preparation, request, clock);
                    all.add(JSON.readValue(run.file(Stages.EXPERIMENT, path).toFile(), FeatureCells.class));
                } else {
                    Prepared prepared = prepared(candidate, preparation, request, clock);
                    FeatureCells found = cells(steered, candidate, prepared, meter, request);
                    byte[] bytes = JSON.writeValueAsBytes(found);
                    AtomicFile.write(run.root().resolve(path), out -> out.write(bytes));
                    run.addParts(Stages.EXPERIMENT, List.of(path), clock.lap());
                    all.add(found);
                    if (++made == 1) {
                        sayHowLong(
                                System.nanoTime() - begun, selection.features().size() - all.size());
                    }
                }
                progress.update(all.size(), "");
            }
        }
        progress.end(held.stream().mapToInt(batch -> batch.rows().length).sum() + " tokens a cell");
        return all;
    }

    private static List<String> texts(SteeredRun steered, int... ids) {
        return IntStream.of(ids)
                .mapToObj(id -> steered.text().tokenizer().decode(new int[] {id}))
                .toList();
    }

    /** As it was kept, or made now and kept. */
    private Prepared prepared(
            Selection.Candidate candidate, Preparation preparation, ExperimentRequest request, Stopwatch clock)
            throws IOException {
        String path = PartPaths.prepared(candidate.feature());
        Path file = run.root().resolve(path);
        if (run.part(Stages.EXPERIMENT, path).isPresent()) {
            return PreparedFile.read(file);
        }
        Prepared made = preparation.of(candidate, request.arms());
        PreparedFile.write(file, made);
        run.addParts(Stages.EXPERIMENT, List.of(path), clock.lap());
        return made;
    }

    private void sayHowLong(long nanoseconds, int left) {
        double seconds = nanoseconds / 1e9;
        progress.note(String.format(
                Locale.ROOT,
                "%.0f s a feature: about %.0f more minutes for the other %d; fewer --tokens are faster. Stopped, the same"
                        + " command goes on.",
                seconds,
                Math.ceil(seconds * left / 60),
                left));
    }

    private FeatureCells cells(
            SteeredRun steered,
            Selection.Candidate candidate,
            Prepared prepared,
            CellMeter meter,
            ExperimentRequest request)
            throws IOException {
        FeatureSpace space = steered.half().space();
        int feature = candidate.feature();
        List<Cell> cells = new ArrayList<>();
        for (Arm arm : request.arms()) {
            if (arm == Arm.PROMPT) {
                cells.add(meter.ofPrompt(prepared));
            } else {
                for (double strength : request.strengths()) {
                    cells.add(meter.of(prepared, arm, strength));
                }
            }
        }
        Set<Integer> neighbours = prepared.neighbours();
        int same = (int) neighbours.stream()
                .filter(other -> space.place(other) == space.place(feature))
                .count();
        return new FeatureCells(
                feature,
                space.address(feature).toString(),
                candidate.label(),
                candidate.consistency(),
                steered.half().features().density()[feature],
                List.of(same, neighbours.size() - same),
                texts(steered, prepared.targets()),
                texts(steered, prepared.natural()),
                space.address(prepared.reader()).toString(),
                prepared.readerByGraph() < 0
                        ? ""
                        : space.address(prepared.readerByGraph()).toString(),
                cells);
    }
}
