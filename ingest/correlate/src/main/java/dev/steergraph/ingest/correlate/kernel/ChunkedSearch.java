package dev.steergraph.ingest.correlate.kernel;

import dev.steergraph.core.table.EdgeList;
import dev.steergraph.ingest.correlate.activation.ChunkedActivations;
import dev.steergraph.ingest.correlate.activation.FeatureMoments;
import dev.steergraph.ingest.correlate.activation.SearchLimits;
import dev.steergraph.ingest.correlate.pair.ChunkedCorrelations;
import dev.steergraph.ingest.correlate.pair.EdgePairs;
import dev.steergraph.ingest.correlate.pair.PairData;
import java.util.function.IntPredicate;

/**
 * Searches all edges, as {@link EdgeSearch}, over rows of which one chunk at a time is in memory. The result depends on
 * the chunks in the last bits of r alone, and not on threads or {@link SearchLimits#memory}.
 */
public final class ChunkedSearch {

    private final CorrelationParameters parameters;
    private final SearchLimits limits;
    private final IntPredicate chosen;

    /** @param chosen which features are correlated */
    public ChunkedSearch(CorrelationParameters parameters, SearchLimits limits, IntPredicate chosen) {
        this.parameters = parameters;
        this.limits = limits;
        this.chosen = chosen;
    }

    /**
     * @param chunks the rows, in any order of the documents
     * @param moments of them
     */
    public EdgeList run(ChunkedActivations chunks, FeatureMoments moments, String stage, CorrelationProgress progress) {
        WorkDone done = new WorkDone(stage, progress);
        if (!parameters.byInformation()) {
            return search(chunks, moments, parameters.threshold(), done);
        }
        double least = InformationBound.leastCorrelation(parameters.minMi());
        EdgeList edges = search(chunks.firing(), moments.firing(), least, done);
        return edges.withR(
                ChunkedCorrelations.of(chunks, moments, EdgePairs.of(edges), limits.lists(), parameters.threads()));
    }

    private EdgeList search(ChunkedActivations chunks, FeatureMoments of, double threshold, WorkDone done) {
        PairData data = PairData.of(of, feature -> canHaveEdges(feature, of));
        ChunkedPass pass = new ChunkedPass(chunks, data, of, parameters, threshold, limits, done);
        return EdgeBuffer.sorted(pass.run(), chunks.space());
    }

    /** As in {@link EdgeSearch}. */
    private boolean canHaveEdges(int feature, FeatureMoments of) {
        return chosen.test(feature) && of.varies(feature) && of.active()[feature] >= parameters.minDocuments();
    }
}
