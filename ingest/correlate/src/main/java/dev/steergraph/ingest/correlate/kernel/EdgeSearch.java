package dev.steergraph.ingest.correlate.kernel;

import dev.steergraph.core.table.EdgeList;
import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.ingest.correlate.activation.ActivationSource;
import dev.steergraph.ingest.correlate.activation.ColumnActivations;
import dev.steergraph.ingest.correlate.activation.FeatureColumns;
import dev.steergraph.ingest.correlate.activation.FeatureMoments;
import dev.steergraph.ingest.correlate.pair.EdgePairs;
import dev.steergraph.ingest.correlate.pair.PairCorrelations;
import dev.steergraph.ingest.correlate.pair.PairData;
import java.util.function.IntPredicate;

/** Searches all edges: in the codes as they are, in permuted ones, or in some of the rows. */
public final class EdgeSearch {

    private final FeatureSpace space;
    private final FeatureMoments moments;
    private final int[] document;
    private final CorrelationParameters parameters;
    private final IntPredicate chosen;

    /** @param chosen which features are correlated */
    public EdgeSearch(
            FeatureSpace space,
            FeatureMoments moments,
            int[] document,
            CorrelationParameters parameters,
            IntPredicate chosen) {
        this.space = space;
        this.moments = moments;
        this.document = document;
        this.parameters = parameters;
        this.chosen = chosen;
    }

    /** @param columns with the moments of this search, in any order of the documents */
    public EdgeList run(FeatureColumns columns, String stage, CorrelationProgress progress) {
        if (!parameters.byInformation()) {
            return run(ColumnActivations.of(columns, parameters.threads()), stage, progress);
        }
        FeatureColumns fires = ActivationMask.of(columns, parameters.threads());
        FeatureMoments ofMask = FeatureMoments.of(fires, parameters.threads());
        EdgeList edges = search(
                ColumnActivations.of(fires, parameters.threads()),
                ofMask,
                InformationBound.leastCorrelation(parameters.minMi()),
                stage,
                progress);
        double[] r = PairCorrelations.of(columns, moments, EdgePairs.of(edges), parameters.threads());
        return edges.withR(r);
    }

    /** By correlation. */
    public EdgeList run(ActivationSource source, String stage, CorrelationProgress progress) {
        return search(source, moments, parameters.threshold(), stage, progress);
    }

    private EdgeList search(
            ActivationSource source, FeatureMoments of, double threshold, String stage, CorrelationProgress progress) {
        SearchPass pass = new SearchPass(
                source,
                PairData.of(source, of, feature -> canHaveEdges(feature, of)),
                of,
                document,
                parameters,
                threshold,
                new WorkDone(stage, progress));
        return EdgeBuffer.sorted(pass.run(), space);
    }

    /** A feature that does not vary, or is active on fewer rows than an edge needs documents, has no edge. */
    private boolean canHaveEdges(int feature, FeatureMoments of) {
        return chosen.test(feature) && of.varies(feature) && of.active()[feature] >= parameters.minDocuments();
    }
}
