package dev.steergraph.ingest.correlate.statistics;

import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.feature.Decoders;
import dev.steergraph.core.table.EdgeDetails;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.ingest.correlate.activation.CodeActivations;
import dev.steergraph.ingest.correlate.activation.CodesCheck;
import dev.steergraph.ingest.correlate.activation.Documents;
import dev.steergraph.ingest.correlate.activation.FeatureColumns;
import dev.steergraph.ingest.correlate.activation.FeatureMoments;
import dev.steergraph.ingest.correlate.activation.RowChunks;
import dev.steergraph.ingest.correlate.activation.SearchLimits;
import dev.steergraph.ingest.correlate.kernel.CorrelationExtras;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import dev.steergraph.ingest.correlate.kernel.CorrelationProgress;
import dev.steergraph.ingest.correlate.kernel.EdgeSearch;
import dev.steergraph.ingest.correlate.pair.CorrelationMatrix;
import dev.steergraph.ingest.correlate.pair.StrongestFeatures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/**
 * Correlates every pair of features within and across layers. With S = Σx, D = Σxy, C = Σ(x - S/N)² over N rows,
 * zeros included, r = (D - S₁S₂/N) / √(C₁C₂) in double precision. A pair is an edge if |r| exceeds the threshold, or
 * its mutual information the required minimum, and if it has the {@code MinDocumentSupport}. Every pair is decided,
 * without sampling. Time grows with the products of activations that meet in a row. Up to {@link RowChunks#ROWS} rows,
 * memory grows with the activations (11 to 19 bytes each, depending on how many features have a pair near the threshold; 8
 * more where mutual information decides), never with features². More rows are taken chunk by chunk ({@code
 * ChunkedCorrelation}), within {@link SearchLimits#memory} whatever their number.
 *
 * <p>Rows cannot be appended to a result. N, S, Q = Σx² and D are additive, so a result could be brought up to date
 * from new rows alone if D were known for every pair; but D is kept for the edges only, which are a few in a million
 * pairs. All D of F features are F²/2 numbers (17 GB for 65,536 features), and without them no pair that was no edge
 * can be decided anew: N, S and Q change for all pairs with every row, and so each r crosses the threshold in either
 * direction. Nor is there a bound to go by: what is known of such a pair is |r| ≤ t, from which already a few rows
 * may lift it. Longer runs are correlated again, which costs their old rows as much as their new ones.
 */
public final class Correlation {

    private final CodeActivations codes;
    private final Documents documents;
    private final CorrelationParameters parameters;
    private final EdgeFinder finder;
    private final CorrelationProgress progress;
    private final IntPredicate chosen;
    private final EdgeSearch search;
    private final DocumentPermutation permutation;

    private Correlation(
            CodeActivations codes,
            int[] document,
            CorrelationParameters parameters,
            EdgeFinder finder,
            CorrelationProgress progress) {
        this.codes = codes;
        this.documents = Documents.of(document);
        this.parameters = parameters;
        this.finder = finder;
        this.progress = progress;
        this.chosen = chosen(codes.space(), codes.moments(), parameters.extras());
        this.search = new EdgeSearch(codes.space(), codes.moments(), document, parameters, chosen);
        this.permutation = new DocumentPermutation(documents);
    }

    /** Without decoders, with the usual limits. */
    public static CorrelationResult run(
            List<? extends CodeRows> layers,
            int[] document,
            CorrelationParameters parameters,
            CorrelationProgress progress) {
        return run(layers, document, Decoders.NONE, parameters, progress);
    }

    /** With the usual limits. */
    public static CorrelationResult run(
            List<? extends CodeRows> layers,
            int[] document,
            Decoders decoders,
            CorrelationParameters parameters,
            CorrelationProgress progress) {
        return run(layers, document, decoders, parameters, usual(), EdgeFinder.HERE, progress);
    }

    /**
     * @param layers codes of each set, in any order, with equal rows
     * @param document [rows] the document of each row; a document's rows are consecutive
     * @param decoders of the sets, for the details of edges
     * @param parameters what counts as an edge
     * @param limits what may be taken where the rows are more than one chunk
     * @param finder whether edges are searched here, or were before
     * @param progress told how far the work has come
     * @throws UserError if the sets or decoders do not fit together or codes are damaged
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static CorrelationResult run(
            List<? extends CodeRows> layers,
            int[] document,
            Decoders decoders,
            CorrelationParameters parameters,
            SearchLimits limits,
            EdgeFinder finder,
            CorrelationProgress progress) {
        List<CodeRows> ascending = checked(layers, document);
        RowChunks chunks = RowChunks.of(document, limits.chunkRows());
        return chunks.count() > 1
                ? run(
                        new ChunkedCorrelation(ascending, document, chunks, parameters, limits, finder, progress),
                        Documents.of(document).count(),
                        decoders,
                        parameters)
                : new Correlation(
                                codes(ascending, document, parameters.threads()),
                                document,
                                parameters,
                                finder,
                                progress)
                        .run(decoders);
    }

    /**
     * Searches a share of the pairs, of everything that {@link EdgeFinder#searches} names, and nothing beside.
     *
     * @param finder what takes the edges that are found
     */
    public static void search(
            List<? extends CodeRows> layers,
            int[] document,
            CorrelationParameters parameters,
            SearchLimits limits,
            EdgeFinder finder,
            CorrelationProgress progress) {
        List<CodeRows> ascending = checked(layers, document);
        RowChunks chunks = RowChunks.of(document, limits.chunkRows());
        if (chunks.count() > 1) {
            new ChunkedCorrelation(ascending, document, chunks, parameters, limits, finder, progress).search();
        } else {
            new Correlation(codes(ascending, document, parameters.threads()), document, parameters, finder, progress)
                    .search();
        }
    }

    private void search() {
        finder.edges(EdgeFinder.EDGES, this::edges);
        for (int run = 1; run <= parameters.nullRuns(); run++) {
            nullRun(run);
        }
        if (parameters.extras().halves()) {
            halves().search();
        }
    }

    private EdgeList edges() {
        return parameters.byInformation()
                ? search.run(codes.columns(), "edges", progress)
                : search.run(codes, "edges", progress);
    }

    private SplitHalfSearch halves() {
        return new SplitHalfSearch(codes, documents, parameters, chosen, finder, progress);
    }

    /** Whether rows are more than are correlated at once. */
    public static boolean isChunked(int[] document) {
        return RowChunks.of(document, RowChunks.ROWS).count() > 1;
    }

    /**
     * The edges of the null: what {@link #run} finds after permuting whole documents independently per feature, with the first
     * null run's permutation.
     */
    public static EdgeList permuted(
            List<? extends CodeRows> layers,
            int[] document,
            CorrelationParameters parameters,
            CorrelationProgress progress) {
        return permuted(layers, document, parameters, usual(), progress);
    }

    static EdgeList permuted(
            List<? extends CodeRows> layers,
            int[] document,
            CorrelationParameters parameters,
            SearchLimits limits,
            CorrelationProgress progress) {
        List<CodeRows> ascending = checked(layers, document);
        RowChunks chunks = RowChunks.of(document, limits.chunkRows());
        return chunks.count() > 1
                ? new ChunkedCorrelation(ascending, document, chunks, parameters, limits, EdgeFinder.HERE, progress)
                        .nullRun(1, "null")
                : new Correlation(
                                codes(ascending, document, parameters.threads()),
                                document,
                                parameters,
                                EdgeFinder.HERE,
                                progress)
                        .nullRun(1, "null");
    }

    /** In a folder of the system's for temporary files that is not made unless it is needed. */
    private static SearchLimits usual() {
        return SearchLimits.usual(
                Path.of(System.getProperty("java.io.tmpdir"), "steergraph-null-" + UUID.randomUUID()));
    }

    private static CorrelationResult run(
            ChunkedCorrelation chunked, int documents, Decoders decoders, CorrelationParameters parameters) {
        CorrelationExtras extras = parameters.extras();
        Observed observed = chunked.observed(decoders);
        List<CorrelationMatrix> matrices = extras.top() == 0 ? List.of() : chunked.matrices(extras.top());
        Optional<SplitHalf> halves = extras.halves() ? Optional.of(chunked.halves()) : Optional.empty();
        return result(
                parameters,
                chunked.layers(),
                chunked.moments(),
                chunked.space(),
                documents,
                observed,
                chunked::nullRun,
                halves,
                matrices);
    }

    private CorrelationResult run(Decoders decoders) {
        CorrelationExtras extras = parameters.extras();
        Observed observed = observe(decoders);
        List<CorrelationMatrix> matrices = extras.top() == 0
                ? List.of()
                : new StrongestFeatures(codes.space(), codes.moments(), extras.top())
                        .matrices(codes, parameters.threads());
        Optional<SplitHalf> halves = extras.halves() ? Optional.of(halves().run()) : Optional.empty();
        return result(
                parameters,
                codes.layers(),
                codes.moments(),
                codes.space(),
                documents.count(),
                observed,
                this::nullRun,
                halves,
                matrices);
    }

    private static CorrelationResult result(
            CorrelationParameters parameters,
            List<? extends CodeRows> layers,
            FeatureMoments moments,
            FeatureSpace space,
            int documents,
            Observed observed,
            IntFunction<EdgeList> nullRun,
            Optional<SplitHalf> halves,
            List<CorrelationMatrix> matrices) {
        List<EdgeCounts> nullModel = new ArrayList<>();
        List<EdgeLevels> nullLevels = new ArrayList<>();
        for (int run = 1; run <= parameters.nullRuns(); run++) {
            EdgeList found = nullRun.apply(run);
            nullModel.add(EdgeCounts.of(found));
            nullLevels.add(EdgeLevels.of(found, parameters));
        }
        return new CorrelationResult(
                parameters,
                layers.stream().map(CodeRows::hook).toList(),
                moments.rows(),
                documents,
                observed.edges(),
                observed.details(),
                moments.table(space),
                List.copyOf(nullModel),
                List.copyOf(nullLevels),
                halves,
                observed.intervals(),
                matrices);
    }

    /** What is found in the unpermuted documents. */
    record Observed(EdgeList edges, Optional<EdgeDetails> details, List<EdgeInterval> intervals) {}

    /** The columns take eight bytes per activation, so they are not kept beyond this method. */
    private Observed observe(Decoders decoders) {
        if (!parameters.needsColumns()) {
            return new Observed(finder.edges(EdgeFinder.EDGES, this::edges), Optional.empty(), List.of());
        }
        CorrelationExtras extras = parameters.extras();
        FeatureColumns columns = codes.columns();
        EdgeList edges = finder.edges(
                EdgeFinder.EDGES, () -> parameters.byInformation() ? search.run(columns, "edges", progress) : edges());
        Optional<EdgeDetails> details = extras.bins() == 0
                ? Optional.empty()
                : Optional.of(new DetailSearch(columns, codes.moments(), codes.layers(), edges, parameters.threads())
                        .run(extras.bins(), decoders));
        List<EdgeInterval> intervals = extras.resamples() == 0
                ? List.of()
                : new DocumentBootstrap(columns, codes.moments(), documents, parameters).run(edges);
        return new Observed(edges, details, intervals);
    }

    private EdgeList nullRun(int run) {
        return finder.edges(EdgeFinder.permuted(run), () -> nullRun(run, "null " + run));
    }

    private EdgeList nullRun(int run, String stage) {
        return search.run(permutation.columns(codes, parameters.seed(), run), stage, progress);
    }

    private static List<CodeRows> checked(List<? extends CodeRows> layers, int[] document) {
        if (layers.isEmpty()) {
            throw new UserError("there are no codes to correlate; encode at least one hook point");
        }
        List<CodeRows> ascending = new ArrayList<>(layers);
        ascending.sort(CodeRows.IN_DEPTH);
        CodesCheck.check(ascending, document);
        return ascending;
    }

    private static CodeActivations codes(List<CodeRows> ascending, int[] document, int threads) {
        return CodeActivations.of(ascending, FeatureSpace.of(ascending), document.length, threads);
    }

    static IntPredicate chosen(FeatureSpace space, FeatureMoments moments, CorrelationExtras extras) {
        return extras.features() == 0
                ? feature -> true
                : new StrongestFeatures(space, moments, extras.features())::contains;
    }
}
