package dev.steergraph.steering.effect;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/**
 * How the size of effects goes with |r| and with the cosine of directions: Spearman's ρ, ties at their mean rank, and partial
 * ones, in which the other of the two is held still.
 *
 * @param r ρ of |r| and the effect with r's sign
 * @param cosine ρ of the cosine and the effect, both with r's sign
 * @param partialR the first, with the cosine held still
 * @param partialCosine the second, with |r| held still
 * @param pairs of how many edges; of fewer than 4 all are NaN
 */
record RankCorrelations(double r, double cosine, double partialR, double partialCosine, int pairs) {

    private static final int LEAST = 4;

    static RankCorrelations of(List<EffectPair> edges) {
        List<EffectPair> known =
                edges.stream().filter(edge -> !Double.isNaN(edge.cosine())).toList();
        if (known.size() < LEAST) {
            return new RankCorrelations(Double.NaN, Double.NaN, Double.NaN, Double.NaN, known.size());
        }
        double[] effect = column(known, edge -> edge.effect() * Math.signum(edge.r()));
        double[] r = column(known, edge -> Math.abs(edge.r()));
        double[] cosine = column(known, edge -> edge.cosine() * Math.signum(edge.r()));
        SpearmansCorrelation spearman = new SpearmansCorrelation();
        double withR = spearman.correlation(r, effect);
        double withCosine = spearman.correlation(cosine, effect);
        double both = spearman.correlation(r, cosine);
        return new RankCorrelations(
                withR, withCosine, partial(withR, withCosine, both), partial(withCosine, withR, both), known.size());
    }

    private static double[] column(List<EffectPair> edges, ToDoubleFunction<EffectPair> value) {
        return edges.stream().mapToDouble(value).toArray();
    }

    private static double partial(double with, double other, double both) {
        return (with - other * both) / Math.sqrt((1 - other * other) * (1 - both * both));
    }
}
