package dev.steergraph.bench.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What several sides measured, taking turns, so that whatever else the machine does falls on all of them.
 *
 * @param bySide the measurements of each side, one per round, in the order in which the sides first appeared
 */
public record Rounds(Map<String, List<Measurement>> bySide) {

    /** Someone who measures; one process may measure several sides in a row. */
    @FunctionalInterface
    public interface Turn {
        List<Measurement> take() throws IOException;
    }

    public static Rounds alternate(int rounds, List<Turn> turns) throws IOException {
        Map<String, List<Measurement>> bySide = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Turn turn : turns) {
                for (Measurement measured : turn.take()) {
                    bySide.computeIfAbsent(measured.side(), side -> new ArrayList<>())
                            .add(measured);
                }
            }
        }
        return new Rounds(bySide);
    }

    /** Median over the rounds of units per second. */
    public double rate(String side) {
        return median(
                bySide.get(side).stream().mapToDouble(Measurement::perSecond).toArray());
    }

    /** Median over the rounds of 10⁹ floating-point operations per second. */
    public double gigaflops(String side) {
        return median(bySide.get(side).stream()
                .mapToDouble(m -> m.perSecond() * m.gigaflop())
                .toArray());
    }

    /** How many times as fast as the other a side is: the median over the rounds of the ratio in each. */
    public double ratio(String side, String other) {
        return median(ratios(side, other));
    }

    /** The ratios of the rounds, ascending. */
    public double[] ratios(String side, String other) {
        List<Measurement> ours = bySide.get(side);
        List<Measurement> theirs = bySide.get(other);
        double[] ratios = new double[ours.size()];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = ours.get(round).perSecond() / theirs.get(round).perSecond();
        }
        Arrays.sort(ratios);
        return ratios;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
