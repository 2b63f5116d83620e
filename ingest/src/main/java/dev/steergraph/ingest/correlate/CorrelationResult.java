package dev.steergraph.ingest.correlate;

import dev.steergraph.cypher.HookPoint;
import java.util.List;

/**
 * What {@link Correlation} found.
 *
 * @param parameters what was asked
 * @param hooks the hook points in ascending order of layers
 * @param rows rows of every hook point
 * @param documents documents to which the rows belong
 * @param edges every edge and no other
 * @param features every feature
 * @param nullModel what the same search finds after permuting whole documents independently per feature; one entry per run
 * @param matrices one per layer and per pair of layers, ascending
 */
public record CorrelationResult(
        CorrelationParameters parameters,
        List<HookPoint> hooks,
        int rows,
        int documents,
        EdgeList edges,
        FeatureTable features,
        List<EdgeCounts> nullModel,
        List<CorrelationMatrix> matrices) {

    /** The layers in ascending order. */
    public int[] layers() {
        return hooks.stream().mapToInt(HookPoint::layer).toArray();
    }

    /** Edges within each layer and across each pair of layers. */
    public EdgeCounts counts() {
        return EdgeCounts.of(edges, layers());
    }
}
