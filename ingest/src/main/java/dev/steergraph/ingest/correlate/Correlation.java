package dev.steergraph.ingest.correlate;

import dev.steergraph.cypher.UserError;
import dev.steergraph.ingest.store.CodeRows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Correlates every pair of features within and across layers. With S = Σx, D = Σxy, C = Σ(x - S/N)² over N rows, zeros
 * included, r = (D - S₁S₂/N) / √(C₁C₂) in double precision. A pair is an edge if |r| exceeds the threshold and passes the
 * {@link DocumentGate}; every pair is decided, none by sampling. Time grows with the products of firings that meet in a row,
 * memory with the firings (14 bytes each), never with features².
 */
public final class Correlation {

    /** Features per layer in the dense matrices. */
    static final int STRONGEST = 100;

    private Correlation() {}

    /**
     * @param layers one hook point per layer, in any order, with equal rows
     * @param document [rows] the document of each row; a document's rows are consecutive
     * @param parameters what counts as an edge
     * @param progress told how far the work has come
     * @throws UserError if the hook points do not fit together or codes are damaged
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static CorrelationResult run(
            List<? extends CodeRows> layers,
            int[] document,
            CorrelationParameters parameters,
            CorrelationProgress progress) {
        Prepared of = Prepared.of(layers, document, parameters.threads());
        FeatureColumns columns = of.columns();
        EdgeSearch search = new EdgeSearch(of.space(), of.moments(), document, parameters);

        EdgeList edges = search.run(columns, "edges", progress);
        List<CorrelationMatrix> matrices =
                new StrongestFeatures(of.space(), of.moments(), STRONGEST).matrices(columns, parameters.threads());
        List<EdgeCounts> nullModel = new ArrayList<>();
        for (int run = 1; run <= parameters.nullRuns(); run++) {
            if (run > 1) { // a permutation replaces what it permutes
                columns = FeatureColumns.of(of.ascending(), of.space(), document.length, parameters.threads());
            }
            of.permutation().permute(columns, of.space(), parameters.seed(), run, parameters.threads());
            nullModel.add(EdgeCounts.of(
                    search.run(columns, "null " + run, progress), of.space().layers()));
        }
        return new CorrelationResult(
                parameters,
                of.ascending().stream().map(CodeRows::hook).toList(),
                document.length,
                of.permutation().documents(),
                edges,
                of.moments().table(of.space()),
                List.copyOf(nullModel),
                matrices);
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
        Prepared of = Prepared.of(layers, document, parameters.threads());
        of.permutation().permute(of.columns(), of.space(), parameters.seed(), 1, parameters.threads());
        return new EdgeSearch(of.space(), of.moments(), document, parameters).run(of.columns(), "null", progress);
    }

    /** What every search begins with. */
    private record Prepared(
            List<CodeRows> ascending,
            FeatureSpace space,
            FeatureColumns columns,
            FeatureMoments moments,
            DocumentPermutation permutation) {

        static Prepared of(List<? extends CodeRows> layers, int[] document, int threads) {
            if (layers.isEmpty()) {
                throw new UserError("there are no codes to correlate; encode at least one hook point");
            }
            List<CodeRows> ascending = new ArrayList<>(layers);
            ascending.sort(Comparator.comparing(CodeRows::hook));
            FeatureSpace space = FeatureSpace.of(ascending);
            CodesCheck.check(ascending, document);
            FeatureColumns columns = FeatureColumns.of(ascending, space, document.length, threads);
            return new Prepared(
                    ascending, space, columns, FeatureMoments.of(columns, threads), new DocumentPermutation(document));
        }
    }
}
