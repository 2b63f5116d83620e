package dev.steergraph.ingest.correlate.synthetic;

import static dev.steergraph.ingest.correlate.synthetic.SyntheticSettings.ENCODE;
import static dev.steergraph.ingest.correlate.synthetic.SyntheticSettings.EXTRACT;

import dev.steergraph.core.Progress;
import dev.steergraph.core.Stopwatch;
import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.codes.CodesFile;
import dev.steergraph.core.feature.StatisticsPass;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.core.io.CsvWriter;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.io.Tensor;
import dev.steergraph.core.run.CorpusDescription;
import dev.steergraph.core.run.ModelDescription;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.StageState;
import dev.steergraph.core.stage.EncodeResult;
import dev.steergraph.core.stage.EncodedSet;
import dev.steergraph.core.stage.ExtractResult;
import java.io.IOException;
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

    /** The planted pairs, beside the codes, as CSV. */
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
        SyntheticSettings settings = SyntheticSettings.of(shape);
        StageState<SyntheticSettings, ExtractResult> known = run.stage(EXTRACT).orElse(null);
        if (known != null && !known.hasSettings(settings)) {
            throw new UserError("Run " + run.root() + " was begun with other settings (" + known.differences(settings)
                    + "); use another folder for these.");
        }
        List<HookPoint> hooks = IntStream.range(0, shape.layers())
                .mapToObj(HookPoint::residPost)
                .toList();
        if (run.isFinished(EXTRACT, settings) && run.isFinished(ENCODE, settings)) {
            return hooks;
        }
        run.begin(EXTRACT, settings);
        run.begin(ENCODE, settings);
        Stopwatch clock = new Stopwatch();
        PlantedCodes codes = new PlantedCodes(shape);
        writeTruth(codes.pairs());
        run.addParts(ENCODE, List.of(TRUTH), clock.lap());
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
        run.finish(EXTRACT, clock.lap(), extracted(shape, hooks));
        run.finish(ENCODE, clock.lap(), encoded(shape, hooks, codes.pairs().size()));
        progress.end(shape.rows() + " rows, " + codes.pairs().size() + " planted pairs");
        return hooks;
    }

    private void writeTruth(List<PlantedPair> pairs) throws IOException {
        AtomicFile.write(run.root().resolve(TRUTH), out -> {
            try (CsvWriter csv = new CsvWriter(
                    out, "source_layer", "source_index", "target_layer", "target_index", "density", "r")) {
                for (PlantedPair pair : pairs) {
                    csv.row(pair.layerA(), pair.indexA(), pair.layerB(), pair.indexB(), pair.density(), pair.r());
                }
            }
        });
    }

    /** The rows stand for no tokens, so their ids are -1. */
    private void writeRows(SyntheticShape shape, int part, int from, int to, Stopwatch clock) throws IOException {
        String path = PartPaths.tokens(part);
        if (run.part(EXTRACT, path).isPresent()) {
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
        run.addParts(EXTRACT, List.of(path), clock.lap());
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
            written &= run.part(ENCODE, path).isPresent();
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
        run.addParts(ENCODE, paths, clock.lap());
        statistics.add(part, drawn, document);
    }

    private void describe(SyntheticShape shape) throws IOException {
        run.describe(
                new ModelDescription(SyntheticSettings.MODEL, null, 0, shape.layers(), null, null),
                new CorpusDescription("planted-codes", shape.documents(), shape.rows()),
                Map.of("java", System.getProperty("java.version")));
    }

    private ExtractResult extracted(SyntheticShape shape, List<HookPoint> hooks) {
        return new ExtractResult(
                shape.documents(), shape.rows(), hooks, run.fingerprint(EXTRACT, PartPaths.TOKENS), null, Map.of());
    }

    private static EncodeResult encoded(SyntheticShape shape, List<HookPoint> hooks, int pairs) {
        Map<String, EncodedSet> sets = new TreeMap<>();
        for (HookPoint hook : hooks) {
            sets.put(hook.toString(), new EncodedSet(shape.features(), null, "res-planted-" + shape.features()));
        }
        return new EncodeResult(pairs, sets);
    }
}
