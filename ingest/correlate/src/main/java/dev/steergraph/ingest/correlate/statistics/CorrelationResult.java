package dev.steergraph.ingest.correlate.statistics;

import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.table.EdgeDetails;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.core.table.FeatureTable;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import dev.steergraph.ingest.correlate.pair.CorrelationMatrix;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What {@link Correlation} found.
 *
 * @param parameters what was asked
 * @param hooks the hook points in ascending order of layers
 * @param rows rows of every hook point
 * @param documents documents to which the rows belong
 * @param edges every edge and no other
 * @param details of the edges, if they were asked for
 * @param features every feature
 * @param nullModel what the same search finds after permuting whole documents independently per feature; one entry per run
 * @param nullLevels the same at the threshold and above it
 * @param halves how far halves of the documents agree, if that was asked for
 * @param intervals of the strongest edges, the strongest first; none if they were not asked for
 * @param matrices one per layer and per pair of layers, ascending
 */
public record CorrelationResult(
        CorrelationParameters parameters,
        List<HookPoint> hooks,
        int rows,
        int documents,
        EdgeList edges,
        Optional<EdgeDetails> details,
        FeatureTable features,
        List<EdgeCounts> nullModel,
        List<EdgeLevels> nullLevels,
        Optional<SplitHalf> halves,
        List<EdgeInterval> intervals,
        List<CorrelationMatrix> matrices) {

    /** The layers in ascending order. */
    public int[] layers() {
        return hooks.stream().mapToInt(HookPoint::layer).toArray();
    }

    /** Number of features of a layer that are active in any row. */
    public long activeFeatures(int layer) {
        return IntStream.range(0, features.size())
                .filter(f -> features.layer()[f] == layer && features.rowsActive()[f] > 0)
                .count();
    }

    /** Features of which every pair was decided. */
    public long searched() {
        int most = parameters.extras().features();
        return most == 0
                ? features.size()
                : hooks.stream()
                        .mapToLong(hook -> Math.min(most, activeFeatures(hook.layer())))
                        .sum();
    }

    /** Edges at the threshold and above it. */
    public EdgeLevels levels() {
        return EdgeLevels.of(edges, parameters);
    }

    /** Edges within each layer and across each pair of layers. */
    public EdgeCounts counts() {
        return EdgeCounts.of(edges, layers());
    }
}
