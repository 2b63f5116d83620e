package dev.steergraph.ingest.correlate.statistics;

import dev.steergraph.core.table.EdgeList;
import dev.steergraph.ingest.correlate.activation.Documents;
import dev.steergraph.ingest.correlate.activation.FeatureColumns;
import dev.steergraph.ingest.correlate.activation.FeatureMoments;
import dev.steergraph.ingest.correlate.activation.Workers;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import dev.steergraph.ingest.correlate.pair.EdgePairs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Intervals of r by the block bootstrap (Künsch 1989) whose blocks are whole documents, as rows of one document depend on each
 * other: documents are drawn with replacement, as many as there are, and the interval is that of percentiles (Efron 1979), by
 * linear interpolation. All edges share the resamples. A resample costs an edge O(documents in which either feature fires).
 */
final class DocumentBootstrap {

    /** Percentiles at the ends of the interval. */
    private static final double[] ENDS = {0.025, 0.975};

    private static final int PURPOSE = -2;

    /** Bytes of weights that are in memory at a time. */
    private static final long MAX_BYTES = 128L << 20;

    private final FeatureColumns columns;
    private final FeatureMoments moments;
    private final Documents documents;
    private final CorrelationParameters parameters;

    DocumentBootstrap(
            FeatureColumns columns, FeatureMoments moments, Documents documents, CorrelationParameters parameters) {
        this.columns = columns;
        this.moments = moments;
        this.documents = documents;
        this.parameters = parameters;
    }

    /** @return the strongest edges, the strongest first */
    List<EdgeInterval> run(EdgeList edges) {
        int[] strongest = StrongestEdges.of(edges, parameters.extras().resampledEdges());
        EdgePairs pairs = EdgePairs.of(edges);
        int resamples = parameters.extras().resamples();
        double[][] r = new double[strongest.length][resamples];
        List<Integer> ranks = IntStream.range(0, strongest.length).boxed().toList();
        int together = (int) Math.max(16, MAX_BYTES / Character.BYTES / Math.max(1, documents.count()));
        for (int from = 0; from < resamples && !ranks.isEmpty(); from += together) {
            int first = from;
            List<Resample> drawn = draw(from, Math.min(resamples, from + together));
            Workers.run(
                    ranks,
                    parameters.threads(),
                    (rank, scratch) -> {
                        int e = strongest[rank];
                        DocumentSums sums =
                                DocumentSums.of(columns, moments, documents, pairs.source()[e], pairs.target()[e]);
                        for (int k = 0; k < drawn.size(); k++) {
                            Resample resample = drawn.get(k);
                            r[rank][first + k] = sums.correlation(resample.weight(), resample.rows());
                        }
                        return rank;
                    },
                    rank -> {});
        }
        List<EdgeInterval> intervals = new ArrayList<>();
        for (int rank : ranks) {
            intervals.add(interval(strongest[rank], r[rank]));
        }
        return List.copyOf(intervals);
    }

    /**
     * @param weight [documents] how often each was drawn
     * @param rows rows of all that were drawn
     */
    private record Resample(char[] weight, long rows) {}

    private List<Resample> draw(int from, int to) {
        return Workers.run(
                IntStream.range(from, to).boxed().toList(), parameters.threads(), (b, scratch) -> draw(b), b -> {});
    }

    private Resample draw(int resample) {
        SplittableRandom random = Randomness.of(parameters.seed(), PURPOSE, resample);
        char[] weight = new char[documents.count()];
        long rows = 0;
        for (int k = 0; k < weight.length; k++) {
            int d = random.nextInt(weight.length);
            weight[d]++;
            rows += documents.rows(d);
        }
        return new Resample(weight, rows);
    }

    private static EdgeInterval interval(int edge, double[] r) {
        double[] sorted =
                Arrays.stream(r).filter(x -> !Double.isNaN(x)).sorted().toArray();
        return new EdgeInterval(edge, quantile(sorted, ENDS[0]), quantile(sorted, ENDS[1]), sorted.length);
    }

    private static double quantile(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double at = share * (sorted.length - 1);
        int low = (int) at;
        int high = Math.min(sorted.length - 1, low + 1);
        return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
    }
}
