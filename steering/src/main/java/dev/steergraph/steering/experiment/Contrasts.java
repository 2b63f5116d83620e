package dev.steergraph.steering.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** All comparisons of arms. Those that are primary were fixed before the features of the result were looked at. */
final class Contrasts {

    private static final int RESAMPLES = 10_000;

    private record Pair(Arm arm, Arm against) {}

    /** Correction by the graph against none, random features, another feature's neighbours, and the rival without a graph. */
    private static final List<Pair> PRIMARY = List.of(
            new Pair(Arm.INSULATE, Arm.SINGLE),
            new Pair(Arm.INSULATE, Arm.INSULATE_RANDOM),
            new Pair(Arm.INSULATE, Arm.INSULATE_SHUFFLED),
            new Pair(Arm.INSULATE, Arm.WHITEN),
            new Pair(Arm.COHERE, Arm.SINGLE),
            new Pair(Arm.COHERE, Arm.COHERE_RANDOM),
            new Pair(Arm.COHERE, Arm.COHERE_SHUFFLED),
            new Pair(Arm.COHERE, Arm.WHITEN),
            new Pair(Arm.RELAY, Arm.SINGLE),
            new Pair(Arm.RELAY, Arm.RELAY_RANDOM));

    private static final List<Pair> SECONDARY = List.of(
            new Pair(Arm.INSULATE, Arm.INSULATE_COSINE),
            new Pair(Arm.COHERE, Arm.COHERE_COSINE),
            new Pair(Arm.COHERE_COSINE, Arm.SINGLE),
            new Pair(Arm.COHERE_ACROSS, Arm.SINGLE),
            new Pair(Arm.RELAY, Arm.RELAY_COSINE),
            new Pair(Arm.HOLD, Arm.SINGLE),
            new Pair(Arm.HOLD, Arm.HOLD_BLIND),
            new Pair(Arm.WHITEN, Arm.SINGLE),
            new Pair(Arm.RANDOM, Arm.SINGLE));

    private static final List<Gain> GAINS = List.of(Gain.TOKENS, Gain.NATURAL, Gain.READER);
    private static final List<Damage> DAMAGES = List.of(Damage.KL, Damage.SPREAD);

    private Contrasts() {}

    /** @param arms those that were measured */
    static List<Contrast> of(List<FeatureCells> features, List<Arm> arms, long seed) {
        List<Contrast> primary = new ArrayList<>();
        List<Contrast> secondary = new ArrayList<>();
        for (Gain gain : Gain.values()) {
            for (Damage damage : Damage.values()) {
                boolean fixed = GAINS.contains(gain) && DAMAGES.contains(damage);
                for (Pair pair : PRIMARY) {
                    if (arms.contains(pair.arm) && arms.contains(pair.against)) {
                        (fixed ? primary : secondary).add(contrast(features, pair, gain, damage, fixed, seed));
                    }
                }
                for (Pair pair : SECONDARY) {
                    if (arms.contains(pair.arm) && arms.contains(pair.against)) {
                        secondary.add(contrast(features, pair, gain, damage, false, seed));
                    }
                }
            }
        }
        List<Contrast> all = new ArrayList<>(holm(primary));
        all.addAll(secondary);
        return all;
    }

    private static Contrast contrast(
            List<FeatureCells> features, Pair pair, Gain gain, Damage damage, boolean primary, long seed) {
        double[] ratios = features.stream()
                .mapToDouble(
                        feature -> EqualGain.of(cells(feature, pair.arm), cells(feature, pair.against), gain, damage)
                                .ratio())
                .filter(Double::isFinite)
                .toArray();
        int lost = features.size() - ratios.length;
        if (ratios.length < 2) {
            double only = ratios.length == 1 ? ratios[0] : Double.NaN;
            return new Contrast(
                    pair.arm,
                    pair.against,
                    gain,
                    damage,
                    primary,
                    ratios.length,
                    lost,
                    only,
                    Double.NaN,
                    Double.NaN,
                    1,
                    Double.NaN);
        }
        double[] means = resampled(ratios, seed);
        long below = Arrays.stream(means).filter(mean -> mean <= 0).count();
        long above = Arrays.stream(means).filter(mean -> mean >= 0).count();
        double p = Math.min(1, 2.0 * (1 + Math.min(below, above)) / (1 + RESAMPLES));
        return new Contrast(
                pair.arm,
                pair.against,
                gain,
                damage,
                primary,
                ratios.length,
                lost,
                Arrays.stream(ratios).average().orElse(Double.NaN),
                means[(int) Math.floor(0.025 * (RESAMPLES - 1))],
                means[(int) Math.ceil(0.975 * (RESAMPLES - 1))],
                p,
                Double.NaN);
    }

    static List<Cell> cells(FeatureCells feature, Arm arm) {
        return feature.cells().stream().filter(cell -> cell.arm() == arm).toList();
    }

    /** Means over features that are drawn with replacement, ascending. */
    private static double[] resampled(double[] values, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] means = new double[RESAMPLES];
        for (int b = 0; b < RESAMPLES; b++) {
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += values[random.nextInt(values.length)];
            }
            means[b] = sum / values.length;
        }
        Arrays.sort(means);
        return means;
    }

    /** Holm (1979). */
    private static List<Contrast> holm(List<Contrast> all) {
        int[] order = IntStream.range(0, all.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> all.get(i).p()))
                .mapToInt(Integer::intValue)
                .toArray();
        List<Contrast> adjusted = new ArrayList<>(all);
        double most = 0;
        for (int k = 0; k < order.length; k++) {
            most = Math.max(
                    most, Math.min(1, (order.length - k) * all.get(order[k]).p()));
            adjusted.set(order[k], all.get(order[k]).adjustedTo(most));
        }
        return adjusted;
    }
}
