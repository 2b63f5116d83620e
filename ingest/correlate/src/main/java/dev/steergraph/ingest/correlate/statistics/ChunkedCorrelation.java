package dev.steergraph.ingest.correlate.statistics;

import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.feature.Decoders;
import dev.steergraph.core.table.EdgeDetails;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.ingest.correlate.activation.ChunkMoments;
import dev.steergraph.ingest.correlate.activation.CodeActivations;
import dev.steergraph.ingest.correlate.activation.CodeChunks;
import dev.steergraph.ingest.correlate.activation.Documents;
import dev.steergraph.ingest.correlate.activation.FeatureColumns;
import dev.steergraph.ingest.correlate.activation.FeatureMoments;
import dev.steergraph.ingest.correlate.activation.RowChunks;
import dev.steergraph.ingest.correlate.activation.ScratchRows;
import dev.steergraph.ingest.correlate.activation.SearchLimits;
import dev.steergraph.ingest.correlate.kernel.ChunkedSearch;
import dev.steergraph.ingest.correlate.kernel.CorrelationExtras;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import dev.steergraph.ingest.correlate.kernel.CorrelationProgress;
import dev.steergraph.ingest.correlate.pair.CorrelationMatrix;
import dev.steergraph.ingest.correlate.pair.EdgePairs;
import dev.steergraph.ingest.correlate.pair.StrongestFeatures;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A {@link Correlation} of more rows than one chunk has. In memory are sums of a tile of features and the activations of
 * one chunk, or a part of one, whatever the number of rows; but details and intervals of edges hold the activations of
 * all features that have an edge.
 */
final class ChunkedCorrelation {

    private static final long[] UNUSED = {};

    /** Counted, but without columns. */
    private final CodeActivations codes;

    private final CodeChunks chunks;
    private final FeatureMoments moments;
    private final int[] document;
    private final CorrelationParameters parameters;
    private final SearchLimits limits;
    private final EdgeFinder finder;
    private final CorrelationProgress progress;
    private final IntPredicate chosen;

    /** @param layers in the order of the features, checked */
    ChunkedCorrelation(
            List<CodeRows> layers,
            int[] document,
            RowChunks bounds,
            CorrelationParameters parameters,
            SearchLimits limits,
            EdgeFinder finder,
            CorrelationProgress progress) {
        FeatureSpace space = FeatureSpace.of(layers);
        this.codes = CodeActivations.counted(layers, space, document.length, parameters.threads());
        this.chunks = CodeChunks.of(layers, space, bounds, document, parameters.threads());
        this.moments = ChunkMoments.centred(chunks, codes.moments(), parameters.threads());
        this.document = document;
        this.parameters = parameters;
        this.limits = limits;
        this.finder = finder;
        this.progress = progress;
        this.chosen = Correlation.chosen(space, moments, parameters.extras());
    }

    FeatureSpace space() {
        return codes.space();
    }

    List<? extends CodeRows> layers() {
        return codes.layers();
    }

    FeatureMoments moments() {
        return moments;
    }

    /** A share of everything that is searched. */
    void search() {
        edges();
        for (int run = 1; run <= parameters.nullRuns(); run++) {
            nullRun(run);
        }
        if (parameters.extras().halves()) {
            halvesSearch().search();
        }
    }

    private EdgeList edges() {
        return finder.edges(EdgeFinder.EDGES, () -> new ChunkedSearch(parameters, limits, chosen)
                .run(chunks, moments, "edges", progress));
    }

    EdgeList nullRun(int run) {
        return finder.edges(EdgeFinder.permuted(run), () -> nullRun(run, "null " + run));
    }

    EdgeList nullRun(int run, String stage) {
        long activations = Arrays.stream(moments.active()).asLongStream().sum();
        try (ScratchRows scratch = new ScratchRows(limits.scratch(), document.length, activations)) {
            new DocumentPermutation(Documents.of(document))
                    .write(codes, parameters.seed(), run, limits.memory() / 2, scratch);
            return new ChunkedSearch(parameters, limits, chosen)
                    .run(
                            scratch.chunks(space(), chunks.bounds(), document, parameters.threads()),
                            moments,
                            stage,
                            progress);
        }
    }

    List<CorrelationMatrix> matrices(int top) {
        return new StrongestFeatures(space(), moments, top).matrices(chunks, parameters.threads());
    }

    SplitHalf halves() {
        return halvesSearch().run();
    }

    private ChunkedHalves halvesSearch() {
        return new ChunkedHalves(chunks, Documents.of(document), parameters, limits, chosen, finder, progress);
    }

    /** What needs the activations of both features of an edge on all rows. */
    Correlation.Observed observed(Decoders decoders) {
        EdgeList edges = edges();
        CorrelationExtras extras = parameters.extras();
        if (extras.bins() == 0 && extras.resamples() == 0) {
            return new Correlation.Observed(edges, Optional.empty(), List.of());
        }
        FeatureColumns columns = columns(edges);
        Optional<EdgeDetails> details = extras.bins() == 0
                ? Optional.empty()
                : Optional.of(new DetailSearch(columns, moments, layers(), edges, parameters.threads())
                        .run(extras.bins(), decoders));
        List<EdgeInterval> intervals = extras.resamples() == 0
                ? List.of()
                : new DocumentBootstrap(columns, moments, Documents.of(document), parameters).run(edges);
        return new Correlation.Observed(edges, details, intervals);
    }

    private FeatureColumns columns(EdgeList edges) {
        boolean[] occurs = EdgePairs.of(edges).features(space().size());
        int[] features =
                IntStream.range(0, occurs.length).filter(f -> occurs[f]).toArray();
        long[][] lists = codes.lists(features);
        long[][] all = new long[occurs.length][];
        Arrays.fill(all, UNUSED);
        for (int k = 0; k < features.length; k++) {
            all[features[k]] = lists[k];
        }
        return new FeatureColumns(document.length, all);
    }
}
