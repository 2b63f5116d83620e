package dev.steergraph.ingest.correlate;

import dev.steergraph.core.Progress;
import dev.steergraph.core.Stopwatch;
import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.feature.DecoderSource;
import dev.steergraph.core.feature.Decoders;
import dev.steergraph.core.feature.FeatureBasis;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.CodeSetSpec;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunTokens;
import dev.steergraph.core.run.Stages;
import dev.steergraph.ingest.correlate.kernel.CorrelationExtras;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import dev.steergraph.ingest.correlate.kernel.CorrelationProgress;
import dev.steergraph.ingest.correlate.report.CorrelationFiles;
import dev.steergraph.ingest.correlate.statistics.Correlation;
import dev.steergraph.ingest.correlate.statistics.CorrelationResult;
import dev.steergraph.ingest.correlate.statistics.EdgeCounts;
import dev.steergraph.ingest.correlate.statistics.EdgeLevels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Codes to edges: all pairs of features within and across hook points, and every file of {@code correlations/}. */
public final class Correlate {

    private final Progress progress;
    private final DecoderSource decoderSource;

    /** @param decoderSource where details of edges find the SAEs' decoders */
    public Correlate(Progress progress, DecoderSource decoderSource) {
        this.progress = progress;
        this.decoderSource = decoderSource;
    }

    /** Correlates a run's activations, or the codes of the first SAE of each hook point, unless that is done. */
    public void execute(RunDirectory run, CorrelationParameters parameters, FeatureBasis source) throws IOException {
        execute(run, parameters, source, List.of());
    }

    /**
     * Correlates a run's codes or activations, unless that is done.
     *
     * @param sets names of SAEs that are to stand for their hook points in the place of the first ones
     */
    public void execute(RunDirectory run, CorrelationParameters parameters, FeatureBasis source, List<String> sets)
            throws IOException {
        if (source == FeatureBasis.ACTIVATIONS && parameters.byInformation()) {
            throw new UserError(
                    "Raw dimensions of the activations are hardly ever 0, so firing and not firing tells nothing"
                            + " of them; keep pairs of --source activations by --threshold, not by --min-mi.");
        }
        Map<String, String> settings = settings(parameters);
        settings.put("source", source.name());
        if (source == FeatureBasis.CODES) {
            settings.putAll(CodeSetSpec.named(run, sets).settings());
        } else if (!sets.isEmpty()) {
            throw new UserError("--set names an SAE, but --source activations reads none; leave --set out.");
        }
        Decoders decoders = Decoders.NONE;
        if (parameters.extras().bins() > 0 && source == FeatureBasis.CODES) {
            DecoderSource.OfRun saes = decoderSource.ofRun(run, CodeSetSpec.of(run, settings));
            saes.sha256().forEach((hook, sha256) -> settings.put(hook + " sae", sha256));
            decoders = saes.decoders();
        }
        settings.putAll(source.identity(run, settings));
        if (run.isFinished(Stages.CORRELATE, settings)) {
            return;
        }
        run.begin(Stages.CORRELATE, settings);
        Stopwatch clock = new Stopwatch();
        List<? extends CodeRows> layers = source.read(run, settings);
        int[] document = RunTokens.read(run).document();
        Path folder = run.root().resolve(PartPaths.CORRELATIONS);
        Written written = correlate(
                layers,
                document,
                decoders,
                parameters,
                folder,
                run.model().get("id") + ", " + run.corpus().get("name"));
        run.addParts(Stages.CORRELATE, relative(run.root(), written.files()), clock.lap());
        run.finish(Stages.CORRELATE, clock.lap(), report(written.result()));
    }

    /**
     * Correlates code files that belong to no run.
     *
     * @param files by layer, as {@link ExternalCodes} takes them; without documents each row stands alone
     * @param saes folders of the SAEs that made them, by layer, where known; for details of edges
     * @param folder where the files go
     * @return figures of the result
     */
    public Map<String, Object> execute(
            Map<Integer, Path> files, Map<Integer, Path> saes, CorrelationParameters parameters, Path folder)
            throws IOException {
        for (int layer : saes.keySet()) {
            if (!files.containsKey(layer)) {
                throw new UserError(
                        "--sae names layer " + layer + ", for which no --codes are given; give both or none.");
            }
        }
        List<CodeRows> layers = new ArrayList<>();
        int[] document = null;
        for (Map.Entry<Integer, Path> file : new TreeMap<>(files).entrySet()) {
            ExternalCodes given = ExternalCodes.open(file.getValue(), HookPoint.residPost(file.getKey()));
            if (!layers.isEmpty() && layers.get(0).rows() != given.codes().rows()) {
                throw new UserError(file.getValue() + " has " + given.codes().rows() + " rows, the first file has "
                        + layers.get(0).rows() + "; all layers need the same rows.");
            }
            layers.add(given.codes());
            document = document == null ? given.document() : document;
        }
        int[] groups = document != null
                ? document
                : IntStream.range(0, layers.get(0).rows()).toArray();
        return report(correlate(layers, groups, decoderSource.ofFolders(saes), parameters, folder, "codes")
                .result());
    }

    private record Written(CorrelationResult result, List<Path> files) {}

    private Written correlate(
            List<? extends CodeRows> layers,
            int[] document,
            Decoders decoders,
            CorrelationParameters parameters,
            Path folder,
            String title)
            throws IOException {
        long features = layers.stream().mapToLong(CodeRows::dSae).sum();
        progress.begin("correlate " + features + " features, " + document.length + " rows", 0, "activations");
        CorrelationProgress forward = (stage, done, total) -> progress.update(done, stage);
        CorrelationResult result = Correlation.run(layers, document, decoders, parameters, forward);
        progress.end(result.edges().size() + " edges, null model " + nullEdges(result));
        progress.begin("write correlations", 0, "files");
        List<Path> files = CorrelationFiles.write(folder, result, title);
        progress.end(files.size() + " files");
        return new Written(result, files);
    }

    private static Map<String, String> settings(CorrelationParameters parameters) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("threshold", Double.toString(parameters.threshold()));
        settings.put("minDocuments", Integer.toString(parameters.minDocuments()));
        settings.put("nullRuns", Integer.toString(parameters.nullRuns()));
        settings.put("seed", Long.toString(parameters.seed()));
        settings.putAll(beyondUsual(parameters));
        return settings;
    }

    /** Those that change something; the others are left out, as earlier runs did not know them. */
    private static Map<String, String> beyondUsual(CorrelationParameters parameters) {
        CorrelationExtras extras = parameters.extras();
        Map<String, String> settings = new TreeMap<>();
        if (parameters.byInformation()) {
            settings.put("minMi", Double.toString(parameters.minMi()));
        }
        if (extras.top() != CorrelationExtras.NONE.top()) {
            settings.put("top", Integer.toString(extras.top()));
        }
        if (extras.features() > 0) {
            settings.put("features", Integer.toString(extras.features()));
        }
        if (extras.bins() > 0) {
            settings.put("bins", Integer.toString(extras.bins()));
        }
        if (extras.resamples() > 0) {
            settings.put("bootstrap", extras.resamples() + " of " + extras.resampledEdges());
        }
        if (extras.halves()) {
            settings.put("halves", "true");
        }
        return settings;
    }

    private static Map<String, Object> report(CorrelationResult result) {
        Map<String, Object> report = new TreeMap<>();
        report.put("features", result.features().size());
        report.put("searched", result.searched());
        report.put("rows", result.rows());
        report.put("documents", result.documents());
        report.put("edges", result.edges().size());
        report.put("nullEdges", nullEdges(result));
        report.put("within", result.counts().within());
        report.put("across", result.counts().across());
        report.put("levels", levels(result));
        result.halves().ifPresent(halves -> {
            report.put("halfEdges", List.of(halves.edgesA(), halves.edgesB(), halves.both()));
            report.put("halfJaccard", halves.jaccard());
        });
        return report;
    }

    /** Of each level its edges within and across layers, and those of all permutations together. */
    private static List<Map<String, Object>> levels(CorrelationResult result) {
        List<EdgeLevels.Level> own = result.levels().levels();
        return IntStream.range(0, own.size())
                .mapToObj(k -> {
                    Map<String, Object> line = new TreeMap<>();
                    line.put("above", own.get(k).above());
                    line.put("within", own.get(k).within());
                    line.put("across", own.get(k).across());
                    List<EdgeLevels.Level> permuted = result.nullLevels().stream()
                            .map(run -> run.levels().get(k))
                            .toList();
                    line.put(
                            "nullWithin",
                            permuted.stream()
                                    .mapToLong(EdgeLevels.Level::within)
                                    .sum());
                    line.put(
                            "nullAcross",
                            permuted.stream()
                                    .mapToLong(EdgeLevels.Level::across)
                                    .sum());
                    return line;
                })
                .toList();
    }

    private static List<Long> nullEdges(CorrelationResult result) {
        return result.nullModel().stream().map(EdgeCounts::total).toList();
    }

    private static List<String> relative(Path root, List<Path> files) {
        return files.stream()
                .map(file -> root.relativize(file).toString().replace('\\', '/'))
                .sorted()
                .toList();
    }
}
