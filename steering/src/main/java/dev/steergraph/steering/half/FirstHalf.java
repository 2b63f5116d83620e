package dev.steergraph.steering.half;

import dev.steergraph.core.Progress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.codes.RowSubset;
import dev.steergraph.core.feature.FeatureReader;
import dev.steergraph.core.run.CodeSetSpec;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunSet;
import dev.steergraph.core.run.RunTokens;
import dev.steergraph.core.stage.CorrelateSettings;
import dev.steergraph.core.stage.FeatureBasis;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.core.table.FeatureTable;
import dev.steergraph.ingest.correlate.activation.CodeActivations;
import dev.steergraph.ingest.correlate.activation.Documents;
import dev.steergraph.ingest.correlate.activation.FeatureColumns;
import dev.steergraph.ingest.correlate.kernel.CorrelationExtras;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import dev.steergraph.ingest.correlate.pair.EdgePairs;
import dev.steergraph.ingest.correlate.pair.PairCorrelations;
import dev.steergraph.ingest.correlate.statistics.Correlation;
import dev.steergraph.ingest.correlate.statistics.CorrelationResult;
import dev.steergraph.ingest.correlate.statistics.DocumentHalves;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the features of a run do on the first half of its documents, computed anew by the kernel that computes the run's own
 * correlations; the other half is left for measuring. The halves are those that {@code correlate} compares.
 */
public final class FirstHalf {

    private final List<RunSet> sets;
    private final DocumentHalves halves;
    private final int[] document;
    private final CorrelationResult found;
    private final CodeActivations codes;
    private final FeatureColumns columns;
    private final int threads;

    private FirstHalf(
            List<RunSet> sets,
            DocumentHalves halves,
            int[] document,
            CorrelationResult found,
            CodeActivations codes,
            FeatureColumns columns,
            int threads) {
        this.sets = sets;
        this.halves = halves;
        this.document = document;
        this.found = found;
        this.codes = codes;
        this.columns = columns;
        this.threads = threads;
    }

    /**
     * Correlates the first half of the documents as the run was correlated.
     *
     * @throws UserError if the run is not correlated, its codes are gone, or what was correlated is no SAE's
     */
    public static FirstHalf of(RunDirectory run, int threads, Progress progress) throws IOException {
        CorrelateSettings settings = run.finished(Stages.CORRELATE).settings();
        if (settings.basis() != FeatureBasis.CODES) {
            throw new UserError("Run " + run.root() + " correlates raw dimensions of the activations, along which"
                    + " nothing is steered; correlate a run with SAEs.");
        }
        List<CodeRows> layers = FeatureReader.unchanged(run, settings.inputs()).read();
        int[] document = RunTokens.read(run).document();
        if (RunTokens.read(run).pooled()) {
            throw new UserError("The rows of run " + run.root() + " are means over documents, which no SAE reads while"
                    + " a model runs; extract a run with a row for each token.");
        }
        return of(CodeSetSpec.of(run, settings.inputs()).sets(), layers, document, settings, threads, progress);
    }

    /**
     * Correlates the first half of the documents of some codes.
     *
     * @param sets of the layers, in the order in which features are numbered
     * @param document int[rows], the document of each row, ascending
     */
    public static FirstHalf of(
            List<RunSet> sets,
            List<CodeRows> layers,
            int[] document,
            CorrelateSettings settings,
            int threads,
            Progress progress) {
        DocumentHalves halves = DocumentHalves.draw(Documents.of(document), settings.seed());
        int[] rows =
                IntStream.range(0, document.length).filter(halves::isInFirst).toArray();
        int[] own = IntStream.of(rows).map(row -> document[row]).toArray();
        List<CodeRows> some = new ArrayList<>();
        layers.forEach(layer -> some.add(new RowSubset(layer, rows)));
        some.sort(CodeRows.IN_DEPTH);
        CorrelationResult found = correlate("one half", some, own, settings, threads, progress);
        CodeActivations codes = CodeActivations.of(some, FeatureSpace.of(some), rows.length, threads);
        FeatureColumns columns = codes.columns();
        return new FirstHalf(sets, halves, own, found, codes, columns, threads);
    }

    private static CorrelationResult correlate(
            String title,
            List<CodeRows> layers,
            int[] document,
            CorrelateSettings settings,
            int threads,
            Progress progress) {
        CorrelationParameters parameters = new CorrelationParameters(
                        settings.threshold(),
                        DocumentHalves.minDocuments(settings.minDocuments()),
                        0,
                        settings.seed(),
                        threads)
                .with(CorrelationExtras.NONE.withTop(0));
        progress.begin("correlate " + title + " of the documents, " + document.length + " rows", 0, "activations");
        CorrelationResult found =
                Correlation.run(layers, document, parameters, (stage, done, total) -> progress.update(done, stage));
        progress.end(found.edges().size() + " edges");
        return found;
    }

    /** What is an edge on the other half, too: to choose pairs that both halves have, not to measure. */
    public EdgeList edgesOfTheOther(RunDirectory run, Progress progress) throws IOException {
        CorrelateSettings settings = run.finished(Stages.CORRELATE).settings();
        List<CodeRows> layers = FeatureReader.unchanged(run, settings.inputs()).read();
        int[] document = RunTokens.read(run).document();
        int[] rows = IntStream.range(0, document.length)
                .filter(row -> !halves.isInFirst(row))
                .toArray();
        int[] own = IntStream.of(rows).map(row -> document[row]).toArray();
        List<CodeRows> some = new ArrayList<>();
        layers.forEach(layer -> some.add(new RowSubset(layer, rows)));
        return correlate("the other half", some, own, settings, threads, progress)
                .edges();
    }

    /** The sets, as features are numbered. */
    public List<RunSet> sets() {
        return sets;
    }

    /** Numbers the features. */
    public FeatureSpace space() {
        return found.features().space();
    }

    /** Mean, standard deviation, largest activation, density of every feature on this half. */
    public FeatureTable features() {
        return found.features();
    }

    /** Pairs whose correlation on this half is above the run's threshold. */
    public EdgeList edges() {
        return found.edges();
    }

    /** Whether a document, by number, is in this half. */
    public boolean contains(int document) {
        return halves.first()[document];
    }

    /** How many documents have rows, in both halves. */
    public int documents() {
        return halves.documents().count();
    }

    DocumentHalves halves() {
        return halves;
    }

    /**
     * Documents of this half in which a feature is most active, by number in the run, the most first.
     *
     * @param most how many at most
     */
    public int[] topDocuments(int feature, int most) {
        Map<Integer, Float> values = new HashMap<>();
        for (long activation : columns.activations()[feature]) {
            values.merge(document[FeatureColumns.row(activation)], FeatureColumns.value(activation), Math::max);
        }
        return values.entrySet().stream()
                .sorted(Map.Entry.<Integer, Float>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .mapToInt(Map.Entry::getKey)
                .toArray();
    }

    /** double[targets], correlations of a feature with some others on this half; 0 where one does not vary. */
    public double[] correlations(int feature, int... targets) {
        int[] same = new int[targets.length];
        Arrays.fill(same, feature);
        return PairCorrelations.of(columns, codes.moments(), new EdgePairs(same, targets), threads);
    }
}
