package dev.steergraph.ingest.correlate.statistics;

import dev.steergraph.core.id.FeatureSet;
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
 * @param hooks what each set reads, in the order of the features
 * @param rows rows of every hook point
 * @param documents documents to which the rows belong
 * @param edges every edge and no other
 * @param details of the edges, if they were asked for
 * @param features every feature
 * @param nullModel what the same search finds after permuting whole documents independently per feature; one entry per run
 * @param nullLevels the same at the threshold and above it
 * @param halves how far halves of the documents agree, if that was asked for
 * @param intervals of the strongest edges, the strongest first; none if they were not asked for
 * @param matrices one per set and per pair of sets, ascending
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

    /** The sets in the order of the features. */
    public List<FeatureSet> sets() {
        return features.space().sets();
    }

    /** Numbers of the features of one of the sets. */
    public IntStream features(int place) {
        return IntStream.range(
                features.space().offsets()[place], features.space().offsets()[place + 1]);
    }

    /** Number of features of one of the sets that are active in any row. */
    public long activeFeatures(int place) {
        return features(place).filter(f -> features.rowsActive()[f] > 0).count();
    }

    /** Features of which every pair was decided. */
    public long searched() {
        int most = parameters.extras().features();
        return most == 0
                ? features.size()
                : IntStream.range(0, hooks.size())
                        .mapToLong(place -> Math.min(most, activeFeatures(place)))
                        .sum();
    }

    /** Edges at the threshold and above it. */
    public EdgeLevels levels() {
        return EdgeLevels.of(edges, parameters);
    }

    /** Edges within each set and across each pair of sets. */
    public EdgeCounts counts() {
        return EdgeCounts.of(edges);
    }
}
