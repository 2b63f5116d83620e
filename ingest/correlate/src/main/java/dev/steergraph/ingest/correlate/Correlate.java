package dev.steergraph.ingest.correlate;

import dev.steergraph.core.Progress;
import dev.steergraph.core.Stopwatch;
import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.feature.DecoderSource;
import dev.steergraph.core.feature.Decoders;
import dev.steergraph.core.feature.FeatureReader;
import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.core.run.CodeSetSpec;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunSet;
import dev.steergraph.core.run.RunTokens;
import dev.steergraph.core.stage.Bootstrap;
import dev.steergraph.core.stage.CorrelateResult;
import dev.steergraph.core.stage.CorrelateSettings;
import dev.steergraph.core.stage.FeatureBasis;
import dev.steergraph.core.stage.FeatureInputs;
import dev.steergraph.core.stage.Outliers;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.correlate.activation.SearchLimits;
import dev.steergraph.ingest.correlate.kernel.CorrelationExtras;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import dev.steergraph.ingest.correlate.kernel.CorrelationProgress;
import dev.steergraph.ingest.correlate.report.CorrelationFiles;
import dev.steergraph.ingest.correlate.statistics.Correlation;
import dev.steergraph.ingest.correlate.statistics.CorrelationResult;
import dev.steergraph.ingest.correlate.statistics.EdgeCounts;
import dev.steergraph.ingest.correlate.statistics.EdgeFinder;
import dev.steergraph.ingest.correlate.statistics.EdgeLevels;
import dev.steergraph.ingest.correlate.statistics.SplitHalf;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Codes to edges: all pairs of features within and across sets, and every file of {@code correlations/}. */
public final class Correlate {

    /** Of permuted activations, beside the results, while they are correlated. */
    static final String SCRATCH = "permuted";

    private final Progress progress;
    private final DecoderSource decoderSource;
    private final OptionalLong memory;

    /** With half of the memory that Java may use. */
    public Correlate(Progress progress, DecoderSource decoderSource) {
        this(progress, decoderSource, OptionalLong.empty());
    }

    /**
     * @param decoderSource where details of edges find the SAEs' decoders
     * @param memory bytes for sums and activations, where rows are so many that they are taken chunk by chunk; empty for half
     *     of what Java may use
     */
    public Correlate(Progress progress, DecoderSource decoderSource, OptionalLong memory) {
        this.progress = progress;
        this.decoderSource = decoderSource;
        this.memory = memory;
    }

    /** Correlates a run's activations, or all its codes, unless that is done. */
    public void execute(RunDirectory run, CorrelationParameters parameters, FeatureBasis source) throws IOException {
        execute(run, parameters, source, List.of());
    }

    /**
     * Correlates a run's codes or activations, unless that is done.
     *
     * @param sets names of sets of codes; none for all
     */
    public void execute(RunDirectory run, CorrelationParameters parameters, FeatureBasis source, List<String> sets)
            throws IOException {
        Job job = job(run, parameters, source, sets);
        if (!run.isFinished(Stages.CORRELATE, job.settings())) {
            execute(run, job, EdgeFinder.HERE);
        }
    }

    /**
     * What is to be correlated.
     *
     * @param settings of the stage
     */
    record Job(
            CorrelationParameters parameters, FeatureReader features, Decoders decoders, CorrelateSettings settings) {}

    /** @throws UserError if that cannot be correlated */
    Job job(RunDirectory run, CorrelationParameters parameters, FeatureBasis source, List<String> sets)
            throws IOException {
        if (source == FeatureBasis.ACTIVATIONS && parameters.byInformation()) {
            throw new UserError(
                    "Raw dimensions of the activations are hardly ever 0, so firing and not firing tells nothing"
                            + " of them; keep their pairs by correlation, not by mutual information.");
        }
        if (source == FeatureBasis.ACTIVATIONS && !sets.isEmpty()) {
            throw new UserError(
                    "An SAE is named for a hook point, but raw dimensions of the activations need none; leave it out.");
        }
        Decoders decoders = Decoders.NONE;
        Map<String, String> saes = Map.of();
        FeatureReader features = FeatureReader.ofActivations(run);
        if (source == FeatureBasis.CODES) {
            CodeSetSpec codes = CodeSetSpec.named(run, sets);
            features = FeatureReader.ofCodes(run, codes);
            if (parameters.extras().bins() > 0) {
                DecoderSource.OfRun found = decoderSource.ofRun(run, codes);
                saes = found.sha256();
                decoders = found.decoders();
                sayWhichAreMissing(codes.sets(), saes);
            }
        }
        FeatureInputs inputs = new FeatureInputs(source, saes, features.checksums());
        return new Job(parameters, features, decoders, settings(parameters, inputs));
    }

    /** @param finder where edges are from */
    void execute(RunDirectory run, Job job, EdgeFinder finder) throws IOException {
        List<CodeRows> layers = job.features().read();
        int[] document = RunTokens.read(run).document();
        run.begin(Stages.CORRELATE, job.settings());
        Stopwatch clock = new Stopwatch();
        Path folder = run.root().resolve(PartPaths.CORRELATIONS);
        Written written = correlate(
                layers,
                document,
                job.decoders(),
                job.parameters(),
                folder,
                finder,
                run.model().id() + ", " + run.corpus().name(),
                run.finished(Stages.EXTRACT).result().outliers());
        run.addParts(Stages.CORRELATE, relative(run.root(), written.files()), clock.lap());
        run.finish(Stages.CORRELATE, clock.lap(), result(written.result()));
        run.drop(Stages.CORRELATE, PartPaths.EDGE_SHARES);
    }

    /**
     * Correlates code files that belong to no run.
     *
     * @param files by set, as {@link ExternalCodes} takes them; without documents each row stands alone
     * @param saes folders of the SAEs that made them, by set, where known; for details of edges
     * @param folder where the files go
     */
    public CorrelateResult execute(
            Map<FeatureSet, Path> files, Map<FeatureSet, Path> saes, CorrelationParameters parameters, Path folder)
            throws IOException {
        for (FeatureSet set : saes.keySet()) {
            if (!files.containsKey(set)) {
                throw new UserError("There is an SAE for layer " + set.layer()
                        + (set.sae().equals(CodeRows.UNNAMED) ? "" : " and set " + set.sae())
                        + ", but there are no codes; give both or none.");
            }
        }
        List<CodeRows> layers = new ArrayList<>();
        int @Nullable [] document = null;
        for (Map.Entry<FeatureSet, Path> file : ascending(files)) {
            ExternalCodes given = ExternalCodes.open(file.getValue(), file.getKey());
            if (!layers.isEmpty() && layers.get(0).rows() != given.codes().rows()) {
                throw new UserError(file.getValue() + " has " + given.codes().rows() + " rows, the first file has "
                        + layers.get(0).rows() + "; all layers need the same rows.");
            }
            layers.add(given.codes());
            int @Nullable [] own = given.document();
            if (document != null && own != null && !Arrays.equals(document, own)) {
                int row = Arrays.mismatch(document, own);
                throw new UserError(file.getValue() + " says that row " + row + " is of document " + own[row]
                        + ", a file before it says " + document[row]
                        + "; codes that are correlated are of the same rows, so encode the same text for all layers.");
            }
            document = document == null ? own : document;
        }
        int[] groups = document != null
                ? document
                : IntStream.range(0, layers.get(0).rows()).toArray();
        return result(correlate(
                        layers,
                        groups,
                        decoderSource.ofFolders(saes),
                        parameters,
                        folder,
                        EdgeFinder.HERE,
                        "codes",
                        null)
                .result());
    }

    private static List<Map.Entry<FeatureSet, Path>> ascending(Map<FeatureSet, Path> files) {
        return files.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(
                        Comparator.comparingInt(FeatureSet::layer).thenComparing(FeatureSet::sae)))
                .toList();
    }

    private void sayWhichAreMissing(List<RunSet> sets, Map<String, String> saes) {
        List<String> missing = sets.stream()
                .map(RunSet::id)
                .filter(id -> !saes.containsKey(id))
                .toList();
        if (!missing.isEmpty()) {
            progress.note("The SAEs of " + missing
                    + " are not on this machine, so decoder_cosine is empty for their features.");
        }
    }

    private record Written(CorrelationResult result, List<Path> files) {}

    private Written correlate(
            List<? extends CodeRows> layers,
            int[] document,
            Decoders decoders,
            CorrelationParameters parameters,
            Path folder,
            EdgeFinder finder,
            String title,
            @Nullable Outliers outliers)
            throws IOException {
        SearchLimits limits = limits(folder.resolve(SCRATCH));
        sayWhatIsHeld(document, parameters.extras());
        long features = layers.stream().mapToLong(CodeRows::dSae).sum();
        progress.begin("correlate " + features + " features, " + document.length + " rows", 0, "activations");
        CorrelationProgress forward = (stage, done, total) -> progress.update(done, stage);
        CorrelationResult result = Correlation.run(layers, document, decoders, parameters, limits, finder, forward);
        progress.end(result.edges().size() + " edges" + nullModel(result));
        progress.begin("write correlations", 0, "files");
        List<Path> files = CorrelationFiles.write(folder, result, title, outliers);
        progress.end(files.size() + " files");
        return new Written(result, files);
    }

    /** @param scratch as {@link SearchLimits} has it */
    SearchLimits limits(Path scratch) {
        return memory.isPresent() ? SearchLimits.of(memory.getAsLong(), scratch) : SearchLimits.usual(scratch);
    }

    private void sayWhatIsHeld(int[] document, CorrelationExtras extras) {
        if (Correlation.isChunked(document) && (extras.bins() > 0 || extras.resamples() > 0)) {
            progress.note(
                    "Details and bootstrap intervals hold the activations of all features with an edge, 8 bytes each,"
                            + " beside the memory that the search keeps to; leave them out if there is too little.");
        }
    }

    private static CorrelateSettings settings(CorrelationParameters parameters, FeatureInputs inputs) {
        CorrelationExtras extras = parameters.extras();
        return new CorrelateSettings(
                parameters.threshold(),
                parameters.minDocuments(),
                parameters.nullRuns(),
                parameters.seed(),
                parameters.minMi(),
                extras.top() == CorrelationExtras.NONE.top() ? null : extras.top(),
                extras.features(),
                extras.bins(),
                extras.resamples() == 0 ? null : new Bootstrap(extras.resamples(), extras.resampledEdges()),
                extras.halves(),
                inputs);
    }

    private static CorrelateResult result(CorrelationResult result) {
        Optional<SplitHalf> halves = result.halves();
        return new CorrelateResult(
                result.features().size(),
                result.searched(),
                result.rows(),
                result.documents(),
                result.edges().size(),
                nullEdges(result),
                result.counts().within(),
                result.counts().across(),
                levels(result),
                halves.map(half -> List.of(half.edgesA(), half.edgesB(), half.both()))
                        .orElse(null),
                halves.map(SplitHalf::jaccard).orElse(null),
                result.features().space().hasSiblings() ? (Long) result.counts().betweenSets() : null);
    }

    /** Of each level its edges within and across layers, and those of all permutations together. */
    private static List<CorrelateResult.Level> levels(CorrelationResult result) {
        List<EdgeLevels.Level> own = result.levels().levels();
        return IntStream.range(0, own.size())
                .mapToObj(k -> {
                    List<EdgeLevels.Level> permuted = result.nullLevels().stream()
                            .map(run -> run.levels().get(k))
                            .toList();
                    return new CorrelateResult.Level(
                            own.get(k).above(),
                            own.get(k).within(),
                            own.get(k).across(),
                            permuted.stream()
                                    .mapToLong(EdgeLevels.Level::within)
                                    .sum(),
                            permuted.stream()
                                    .mapToLong(EdgeLevels.Level::across)
                                    .sum());
                })
                .toList();
    }

    private static List<Long> nullEdges(CorrelationResult result) {
        return result.nullModel().stream().map(EdgeCounts::total).toList();
    }

    private static String nullModel(CorrelationResult result) {
        return result.nullModel().isEmpty()
                ? ""
                : nullEdges(result).stream()
                        .map(Object::toString)
                        .collect(Collectors.joining(", ", ", null model: ", ""));
    }

    private static List<String> relative(Path root, List<Path> files) {
        return files.stream()
                .map(file -> root.relativize(file).toString().replace('\\', '/'))
                .sorted()
                .toList();
    }
}
