package dev.steergraph.ingest.correlate.synthetic;

import dev.steergraph.core.Progress;
import dev.steergraph.core.Stopwatch;
import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.codes.CodesFile;
import dev.steergraph.core.feature.StatisticsPass;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.io.Tensor;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.StageState;
import dev.steergraph.core.run.Stages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A run without a model: codes with planted pairs, where extraction and encoding would have left them, for measuring what
 * comes after. It can be correlated; it has no text, so it cannot be loaded into a graph.
 */
public final class SyntheticRun {

    /** The planted pairs, beside the codes: a line for each, after one with the columns' names. */
    public static final String TRUTH = "codes/planted.csv";

    private static final int PART_ROWS = 32_768;

    private final RunDirectory run;
    private final Progress progress;

    public SyntheticRun(RunDirectory run, Progress progress) {
        this.run = run;
        this.progress = progress;
    }

    /**
     * Writes what is not written yet.
     *
     * @return the hook points, ascending
     * @throws UserError if the run was begun with other settings
     */
    public List<HookPoint> execute(SyntheticShape shape) throws IOException {
        Map<String, String> settings = settings(shape);
        StageState known = run.stage(Stages.EXTRACT).orElse(null);
        if (known != null && !known.settings().equals(settings)) {
            throw new UserError("Run " + run.root() + " was begun with other settings (" + known.settings()
                    + "); give another --out for these.");
        }
        List<HookPoint> hooks = IntStream.range(0, shape.layers())
                .mapToObj(HookPoint::residPost)
                .toList();
        if (run.isFinished(Stages.EXTRACT, settings) && run.isFinished(Stages.ENCODE, settings)) {
            return hooks;
        }
        run.begin(Stages.EXTRACT, settings);
        run.begin(Stages.ENCODE, settings);
        Stopwatch clock = new Stopwatch();
        PlantedCodes codes = new PlantedCodes(shape);
        writeTruth(codes.pairs());
        run.addParts(Stages.ENCODE, List.of(TRUTH), clock.lap());
        Map<String, Integer> sets = new LinkedHashMap<>();
        hooks.forEach(hook -> sets.put(hook.toString(), shape.features()));
        StatisticsPass statistics = new StatisticsPass(run, sets);
        progress.begin("draw codes", shape.rows(), "rows");
        int part = 0;
        for (int from = 0; from < shape.rows(); from += PART_ROWS, part++) {
            int to = Math.min(shape.rows(), from + PART_ROWS);
            writeRows(shape, part, from, to, clock);
            writeCodes(codes, shape, hooks, part, from, to, statistics, clock);
            progress.update(to, "");
        }
        statistics.finish(part, clock.lap());
        describe(shape);
        run.finish(Stages.EXTRACT, clock.lap(), extracted(shape, hooks));
        run.finish(
                Stages.ENCODE, clock.lap(), encoded(shape, hooks, codes.pairs().size()));
        progress.end(shape.rows() + " rows, " + codes.pairs().size() + " planted pairs");
        return hooks;
    }

    private void writeTruth(List<PlantedPair> pairs) throws IOException {
        StringBuilder lines = new StringBuilder("source_layer,source_index,target_layer,target_index,density,r\n");
        for (PlantedPair pair : pairs) {
            lines.append(pair.layerA()).append(',').append(pair.indexA()).append(',');
            lines.append(pair.layerB()).append(',').append(pair.indexB()).append(',');
            lines.append(pair.density()).append(',').append(pair.r()).append('\n');
        }
        AtomicFile.write(
                run.root().resolve(TRUTH), out -> out.write(lines.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** The rows stand for no token: their id is -1. */
    private void writeRows(SyntheticShape shape, int part, int from, int to, Stopwatch clock) throws IOException {
        String path = PartPaths.tokens(part);
        if (run.part(Stages.EXTRACT, path).isPresent()) {
            return;
        }
        int[] ids = new int[to - from];
        Arrays.fill(ids, -1);
        Safetensors.write(
                run.root().resolve(path),
                Map.of("format", "steergraph.tokens", "version", "1"),
                List.of(
                        Tensor.of("ids", ids),
                        Tensor.of(
                                "document",
                                IntStream.range(from, to)
                                        .mapToLong(shape::document)
                                        .toArray()),
                        Tensor.of(
                                "position",
                                IntStream.range(from, to).map(shape::position).toArray())));
        run.addParts(Stages.EXTRACT, List.of(path), clock.lap());
    }

    private void writeCodes(
            PlantedCodes codes,
            SyntheticShape shape,
            List<HookPoint> hooks,
            int part,
            int from,
            int to,
            StatisticsPass statistics,
            Stopwatch clock)
            throws IOException {
        List<String> paths =
                hooks.stream().map(hook -> PartPaths.codes(hook, part)).toList();
        boolean written = true;
        for (String path : paths) {
            written &= run.part(Stages.ENCODE, path).isPresent();
        }
        if (written) {
            return;
        }
        int[] document = IntStream.range(from, to).map(shape::document).toArray();
        Map<String, Codes> drawn = new LinkedHashMap<>();
        for (Codes layer : codes.rows(from, to)) {
            CodesFile.write(run.root().resolve(PartPaths.codes(layer.hook(), part)), layer, document);
            drawn.put(layer.hook().toString(), layer);
        }
        run.addParts(Stages.ENCODE, paths, clock.lap());
        statistics.add(part, drawn, document);
    }

    private void describe(SyntheticShape shape) throws IOException {
        run.describe(
                Map.of("id", "synthetic", "dModel", 0, "layers", shape.layers()),
                Map.of("name", "planted-codes", "rows", shape.rows(), "documents", shape.documents()),
                Map.of("java", System.getProperty("java.version")));
    }

    private Map<String, Object> extracted(SyntheticShape shape, List<HookPoint> hooks) {
        return new TreeMap<>(Map.of(
                "rows", shape.rows(),
                "documents", shape.documents(),
                "hooks", hooks.stream().map(HookPoint::toString).toList(),
                "tokens", run.fingerprint(Stages.EXTRACT, PartPaths.TOKENS)));
    }

    private static Map<String, Object> encoded(SyntheticShape shape, List<HookPoint> hooks, int pairs) {
        Map<String, Object> report = new TreeMap<>();
        report.put("planted", pairs);
        for (HookPoint hook : hooks) {
            report.put(hook.toString(), Map.of("dSae", shape.features(), "sae", "res-planted-" + shape.features()));
        }
        return report;
    }

    private static Map<String, String> settings(SyntheticShape shape) {
        return Map.of(
                "model", "synthetic",
                "features", Integer.toString(shape.features()),
                "layers", Integer.toString(shape.layers()),
                "rows", Integer.toString(shape.rows()),
                "active", Integer.toString(shape.active()),
                "seed", Long.toString(shape.seed()));
    }
}
