package dev.steergraph.ingest.correlate.statistics;

import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.ingest.correlate.activation.CodeActivations;
import dev.steergraph.ingest.correlate.activation.Documents;
import dev.steergraph.ingest.correlate.activation.FeatureMoments;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import dev.steergraph.ingest.correlate.kernel.CorrelationProgress;
import dev.steergraph.ingest.correlate.kernel.EdgeSearch;
import dev.steergraph.ingest.correlate.pair.EdgePairs;
import dev.steergraph.ingest.correlate.pair.PairCorrelations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/** Finds the edges of each half, and the correlation in either half of all pairs that are edges in one of them. */
final class SplitHalfSearch {

    private final FeatureSpace space;
    private final CorrelationParameters parameters;
    private final IntPredicate chosen;
    private final EdgeFinder finder;
    private final CorrelationProgress progress;
    private final List<HalfColumns> halves;
    private final List<FeatureMoments> moments;

    SplitHalfSearch(
            CodeActivations codes,
            Documents documents,
            CorrelationParameters parameters,
            IntPredicate chosen,
            EdgeFinder finder,
            CorrelationProgress progress) {
        this.space = codes.space();
        this.parameters = parameters.withMinDocuments(DocumentHalves.minDocuments(parameters.minDocuments()));
        this.chosen = chosen;
        this.finder = finder;
        this.progress = progress;
        this.halves = HalfColumns.split(codes, DocumentHalves.draw(documents, parameters.seed()));
        this.moments = halves.stream()
                .map(half -> FeatureMoments.of(half.columns(), parameters.threads()))
                .toList();
    }

    /** The edges of each half. */
    List<EdgePairs> search() {
        List<EdgePairs> found = new ArrayList<>();
        for (int h = 0; h < 2; h++) {
            HalfColumns half = halves.get(h);
            EdgeSearch search = new EdgeSearch(space, moments.get(h), half.document(), parameters, chosen);
            String stage = "half " + (h == 0 ? "A" : "B");
            found.add(EdgePairs.of(
                    finder.edges(EdgeFinder.HALVES.get(h), () -> search.run(half.columns(), stage, progress))));
        }
        return found;
    }

    SplitHalf run() {
        List<EdgePairs> found = search();
        EdgePairs either = either(found.get(0), found.get(1));
        double[][] r = new double[2][];
        for (int h = 0; h < 2; h++) {
            r[h] = PairCorrelations.of(halves.get(h).columns(), moments.get(h), either, parameters.threads());
        }
        return compared(
                halves.stream().mapToInt(HalfColumns::documents).toArray(),
                halves.stream().mapToInt(half -> half.columns().rows()).toArray(),
                found,
                either,
                r);
    }

    /**
     * @param documents [2] of the halves
     * @param rows [2] of the halves
     * @param found edges of the halves
     * @param either those of either
     * @param r [2][pairs] in the halves
     */
    static SplitHalf compared(int[] documents, int[] rows, List<EdgePairs> found, EdgePairs either, double[][] r) {
        long edgesA = found.get(0).size();
        long edgesB = found.get(1).size();
        return new SplitHalf(
                documents[0],
                documents[1],
                rows[0],
                rows[1],
                edgesA,
                edgesB,
                edgesA + edgesB - either.size(),
                correlation(r[0], r[1]),
                meanDifference(r[0], r[1]));
    }

    /** Pairs of one or the other. */
    static EdgePairs either(EdgePairs a, EdgePairs b) {
        return either(keys(a), keys(b));
    }

    private static long[] keys(EdgePairs pairs) {
        long[] keys = new long[pairs.size()];
        Arrays.setAll(keys, pairs::key);
        return keys;
    }

    /** @param a ascending @param b ascending */
    private static EdgePairs either(long[] a, long[] b) {
        long[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        Arrays.sort(all);
        long[] distinct = Arrays.stream(all).distinct().toArray();
        int[] source = new int[distinct.length];
        int[] target = new int[distinct.length];
        for (int k = 0; k < distinct.length; k++) {
            source[k] = (int) (distinct[k] >>> 32);
            target[k] = (int) distinct[k];
        }
        return new EdgePairs(source, target);
    }

    private static double correlation(double[] x, double[] y) {
        double mx = Arrays.stream(x).average().orElse(0);
        double my = Arrays.stream(y).average().orElse(0);
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int k = 0; k < x.length; k++) {
            xy += (x[k] - mx) * (y[k] - my);
            xx += (x[k] - mx) * (x[k] - mx);
            yy += (y[k] - my) * (y[k] - my);
        }
        return xx == 0 || yy == 0 ? Double.NaN : xy / Math.sqrt(xx) / Math.sqrt(yy);
    }

    private static double meanDifference(double[] x, double[] y) {
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
            sum += Math.abs(x[k] - y[k]);
        }
        return x.length == 0 ? Double.NaN : sum / x.length;
    }
}
