package dev.steergraph.steering.experiment;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What an arm costs at a gain that another one reaches as well. Between two strengths that bracket the gain, damage is
 * interpolated: its logarithm by the logarithm of the gain, as both grow about as powers of the strength. Below the lowest
 * strength nothing is known: an encoder's threshold keeps small steps from doing anything, so that a line from zero would be
 * wrong.
 */
final class EqualGain {

    /** Of the smaller of two arms' largest gains, so much. */
    private static final double SHARE = 0.8;

    private EqualGain() {}

    /** Damage of two arms at equal gain. */
    record Damages(double gain, double one, double other) {

        /** log2 of the first by the second. */
        double ratio() {
            return Math.log(one / other) / Math.log(2);
        }
    }

    /**
     * Two arms of one feature at {@link #SHARE} of the smaller of their largest gains, or, where one of them has more at its
     * lowest strength already, at that.
     *
     * @return no numbers if their gains do not overlap
     */
    static Damages of(List<Cell> one, List<Cell> other, Gain gain, Damage damage) {
        double most = Math.min(most(one, gain), most(other, gain));
        double least = Math.max(least(one, gain), least(other, gain));
        double wanted = Math.max(SHARE * most, least);
        if (!(most > 0) || !(wanted <= most)) {
            return new Damages(Double.NaN, Double.NaN, Double.NaN);
        }
        OptionalDouble first = at(one, gain, damage, wanted);
        OptionalDouble second = at(other, gain, damage, wanted);
        return first.isPresent() && second.isPresent() && first.getAsDouble() > 0 && second.getAsDouble() > 0
                ? new Damages(wanted, first.getAsDouble(), second.getAsDouble())
                : new Damages(Double.NaN, Double.NaN, Double.NaN);
    }

    /**
     * The strength at which an arm gains as many target tokens as the arm single does at {@link #SHARE} of its largest gain.
     *
     * @return nothing if it does not reach that, has more at its lowest strength, or single was not measured
     */
    static OptionalDouble asSingle(FeatureCells feature, Arm arm) {
        double wanted = SHARE * most(Contrasts.cells(feature, Arm.SINGLE), Gain.TOKENS);
        return arm.hasStrength() && wanted > 0
                ? strength(Contrasts.cells(feature, arm), Gain.TOKENS, wanted)
                : OptionalDouble.empty();
    }

    static double most(List<Cell> cells, Gain gain) {
        return cells.stream()
                .mapToDouble(gain::of)
                .filter(Double::isFinite)
                .max()
                .orElse(Double.NaN);
    }

    private static double least(List<Cell> cells, Gain gain) {
        return cells.stream()
                .min(Comparator.comparingDouble(Cell::strength))
                .map(gain::of)
                .orElse(Double.NaN);
    }

    /** Damage where an arm first reaches a gain; nothing if it does not, or has more at its lowest strength. */
    static OptionalDouble at(List<Cell> cells, Gain gain, Damage damage, double wanted) {
        return interpolated(cells, gain, wanted, damage::of);
    }

    /** The strength at which an arm first reaches a gain. */
    static OptionalDouble strength(List<Cell> cells, Gain gain, double wanted) {
        return interpolated(cells, gain, wanted, Cell::strength);
    }

    private interface Value {
        double of(Cell cell);
    }

    private static OptionalDouble interpolated(List<Cell> cells, Gain gain, double wanted, Value value) {
        List<Cell> ascending = cells.stream()
                .sorted(Comparator.comparingDouble(Cell::strength))
                .toList();
        for (int i = 0; i < ascending.size(); i++) {
            double here = gain.of(ascending.get(i));
            if (here == wanted) {
                return OptionalDouble.of(value.of(ascending.get(i)));
            }
            if (here > wanted) {
                return i == 0
                        ? OptionalDouble.empty()
                        : between(ascending.get(i - 1), ascending.get(i), gain, wanted, value);
            }
        }
        return OptionalDouble.empty();
    }

    private static OptionalDouble between(Cell low, Cell high, Gain gain, double wanted, Value value) {
        double from = gain.of(low);
        double to = gain.of(high);
        double a = value.of(low);
        double b = value.of(high);
        if (!(a > 0) || !(b > 0)) {
            return OptionalDouble.empty();
        }
        double share = from > 0
                ? (Math.log(wanted) - Math.log(from)) / (Math.log(to) - Math.log(from))
                : (wanted - from) / (to - from);
        return OptionalDouble.of(Math.exp(Math.log(a) + share * (Math.log(b) - Math.log(a))));
    }
}
