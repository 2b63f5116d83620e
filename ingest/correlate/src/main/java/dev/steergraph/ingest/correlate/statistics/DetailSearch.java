package dev.steergraph.ingest.correlate.statistics;

import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.feature.Decoders;
import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.core.id.FeatureSite;
import dev.steergraph.core.table.EdgeDetails;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.ingest.correlate.activation.FeatureColumns;
import dev.steergraph.ingest.correlate.activation.FeatureMoments;
import dev.steergraph.ingest.correlate.activation.Workers;
import dev.steergraph.ingest.correlate.pair.EdgePairs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Computes the {@link EdgeDetails} of edges from the activations of the two features. */
final class DetailSearch {

    private final FeatureColumns columns;
    private final FeatureMoments moments;
    private final List<? extends CodeRows> sets;
    private final EdgeList edges;
    private final EdgePairs pairs;
    private final int threads;

    /** @param sets in the order of the features */
    DetailSearch(
            FeatureColumns columns,
            FeatureMoments moments,
            List<? extends CodeRows> sets,
            EdgeList edges,
            int threads) {
        this.columns = columns;
        this.moments = moments;
        this.sets = sets;
        this.edges = edges;
        this.pairs = EdgePairs.of(edges);
        this.threads = threads;
    }

    /** @throws UserError if a decoder has other features than the set */
    EdgeDetails run(int bins, Decoders decoders) {
        int n = edges.size();
        double[] sourceGivenTarget = new double[n];
        double[] targetGivenSource = new double[n];
        double[] lift = new double[n];
        for (int e = 0; e < n; e++) {
            double both = edges.coactivations()[e];
            double source = moments.active()[pairs.source()[e]];
            double target = moments.active()[pairs.target()[e]];
            sourceGivenTarget[e] = both / target;
            targetGivenSource[e] = both / source;
            lift[e] = both / source * (columns.rows() / target);
        }
        return new EdgeDetails(bins, information(bins), sourceGivenTarget, targetGivenSource, lift, cosines(decoders));
    }

    private double[] information(int bins) {
        boolean[] occurs = pairs.features(columns.activations().length);
        List<Integer> features =
                IntStream.range(0, occurs.length).filter(f -> occurs[f]).boxed().toList();
        BinnedInformation[] binned = new BinnedInformation[occurs.length];
        Workers.run(
                features,
                threads,
                (f, scratch) -> {
                    binned[f] = BinnedInformation.of(columns.activations()[f], columns.rows(), bins);
                    return f;
                },
                f -> {});
        double[] bits = new double[edges.size()];
        Workers.run(
                pairs.groups(),
                threads,
                (group, scratch) -> {
                    information(group, binned, scratch.column(columns.rows()), bits);
                    return group;
                },
                group -> {});
        return bits;
    }

    /** @param column zeros; holds the source's bins meanwhile */
    private void information(EdgePairs.Group group, BinnedInformation[] binned, float[] column, double[] bits) {
        BinnedInformation source = binned[group.source()];
        long[] own = columns.activations()[group.source()];
        for (long activation : own) {
            column[FeatureColumns.row(activation)] = source.bin(FeatureColumns.value(activation));
        }
        int bins = source.rows().length;
        long[] both = new long[bins * bins];
        for (int p = group.from(); p < group.to(); p++) {
            Arrays.fill(both, 0);
            BinnedInformation target = binned[pairs.target()[p]];
            for (long activation : columns.activations()[pairs.target()[p]]) {
                int bin = (int) column[FeatureColumns.row(activation)];
                if (bin > 0) {
                    both[bin * bins + target.bin(FeatureColumns.value(activation))]++;
                }
            }
            bits[p] = source.mutual(target, both, columns.rows());
        }
        FeatureColumns.clear(own, column);
    }

    /** Two decoders are in memory at most. */
    private double[] cosines(Decoders decoders) {
        double[] cosine = new double[edges.size()];
        Arrays.fill(cosine, Double.NaN);
        boolean any = false;
        for (int a = 0; a < sets.size(); a++) {
            float[][] source = decoder(decoders, a);
            if (source.length == 0) {
                continue;
            }
            any = true;
            for (int b = a; b < sets.size(); b++) {
                float[][] target = a == b ? source : sharesSpace(a, b) ? decoder(decoders, b) : new float[0][];
                if (target.length > 0) {
                    cosines(a, source, b, target, cosine);
                }
            }
        }
        return any ? cosine : new double[0];
    }

    /** Heads one after another are no directions of the residual stream, though they may be as many, nor of another block. */
    private boolean sharesSpace(int a, int b) {
        FeatureSite one = sets.get(a).site();
        FeatureSite other = sets.get(b).site();
        boolean heads = one == FeatureSite.HOOK_Z || other == FeatureSite.HOOK_Z;
        return !heads || one == other && sets.get(a).layer() == sets.get(b).layer();
    }

    private float[][] decoder(Decoders decoders, int place) {
        FeatureSet set = sets.get(place).set();
        int features = sets.get(place).dSae();
        try {
            float[][] decoder = decoders.of(set);
            if (decoder.length != 0 && decoder.length != features) {
                throw new UserError("the SAE of layer " + set.layer() + " has " + decoder.length
                        + " features, the codes have " + features + "; give the SAE that made them");
            }
            return decoder;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the SAE of layer " + set.layer(), e);
        }
    }

    private void cosines(int a, float[][] source, int b, float[][] target, double[] into) {
        if (source[0].length != target[0].length) {
            return; // they write into different spaces
        }
        FeatureSpace space = edges.space();
        Workers.run(
                pairs.groups().stream()
                        .filter(group -> space.place(group.source()) == a)
                        .toList(),
                threads,
                (group, scratch) -> {
                    for (int p = group.from(); p < group.to(); p++) {
                        if (space.place(pairs.target()[p]) == b) {
                            into[p] = cosine(source[edges.sourceIndex(p)], target[edges.targetIndex(p)]);
                        }
                    }
                    return group;
                },
                group -> {});
    }

    /** NaN where the two are of different spaces. */
    private static double cosine(float[] x, float[] y) {
        if (x.length != y.length) {
            return Double.NaN;
        }
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int k = 0; k < x.length; k++) {
            xy += (double) x[k] * y[k];
            xx += (double) x[k] * x[k];
            yy += (double) y[k] * y[k];
        }
        return xx == 0 || yy == 0 ? Double.NaN : Math.max(-1, Math.min(1, xy / Math.sqrt(xx) / Math.sqrt(yy)));
    }
}
