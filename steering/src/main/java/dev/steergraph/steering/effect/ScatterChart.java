package dev.steergraph.steering.effect;

import dev.steergraph.ingest.correlate.report.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * |r| of edges against the effect with r's sign, and against the effect on what each edge is compared with, which stands at the
 * |r| of its edge. Both axes are linear.
 */
final class ScatterChart {

    static final int WIDTH = 760;
    static final int HEIGHT = 440;
    static final int LEFT = 64;
    static final int RIGHT = 748;
    static final int TOP = 12;
    static final int BOTTOM = 392;

    private static final int TICKS = 7;
    private static final double[] STEPS = {1, 2, 5, 10};

    private final List<Comparison.Compared> edges;
    private final double least;
    private final double low;
    private final double high;
    private final double step;

    ScatterChart(List<Comparison.Compared> edges) {
        this.edges = edges;
        double smallest = 0;
        double largest = Movement.LEAST;
        double leastR = 0.9;
        for (Comparison.Compared compared : edges) {
            leastR = Math.min(leastR, Math.abs(compared.edge().r()));
            double own = effect(compared, compared.edge());
            EffectPair matched = compared.matched();
            double other = matched == null ? own : effect(compared, matched);
            smallest = Math.min(smallest, Math.min(own, other));
            largest = Math.max(largest, Math.max(own, other));
        }
        least = Math.max(0, Math.floor(leastR * 10 + 1e-9) / 10);
        step = step(largest - smallest);
        low = Math.floor(smallest / step) * step;
        high = Math.ceil(largest / step) * step;
    }

    private static double effect(Comparison.Compared compared, EffectPair pair) {
        return pair.effect() * Math.signum(compared.edge().r());
    }

    /** 1, 2 or 5 times a power of ten, so that there are few ticks. */
    private static double step(double range) {
        double power = Math.pow(10, Math.floor(Math.log10(range / TICKS)));
        for (double multiple : STEPS) {
            if (range / (multiple * power) <= TICKS) {
                return multiple * power;
            }
        }
        return 10 * power;
    }

    boolean isEmpty() {
        return edges.isEmpty();
    }

    /** @param place along its axis */
    record Tick(String place, String text) {}

    List<Tick> correlations() {
        List<Tick> ticks = new ArrayList<>();
        for (int tenth = (int) Math.round(least * 10); tenth <= 10; tenth++) {
            ticks.add(new Tick(coordinate(x(tenth / 10.0)), Numbers.fixed(1, tenth / 10.0)));
        }
        return ticks;
    }

    List<Tick> effects() {
        int digits = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
        List<Tick> ticks = new ArrayList<>();
        for (long k = Math.round(low / step); k <= Math.round(high / step); k++) {
            ticks.add(new Tick(
                    coordinate(y(k * step)), Numbers.fixed(digits, k * step).replace('-', '−')));
        }
        return ticks;
    }

    /** Where an effect of nothing is. */
    String zero() {
        return coordinate(y(0));
    }

    /** Dots, as a path whose line has round ends. */
    String edges() {
        StringBuilder path = new StringBuilder();
        for (Comparison.Compared compared : edges) {
            path.append('M').append(point(compared, compared.edge(), 0, 0)).append("h0");
        }
        return path.toString();
    }

    /** Crosses, as a path. */
    String matched() {
        StringBuilder path = new StringBuilder();
        for (Comparison.Compared compared : edges) {
            EffectPair matched = compared.matched();
            if (matched != null) {
                path.append('M').append(point(compared, matched, -3, -3)).append("l6 6");
                path.append('M').append(point(compared, matched, -3, 3)).append("l6 -6");
            }
        }
        return path.toString();
    }

    private String point(Comparison.Compared compared, EffectPair pair, double right, double down) {
        return coordinate(x(Math.abs(compared.edge().r())) + right) + " "
                + coordinate(y(effect(compared, pair)) + down);
    }

    private double x(double r) {
        return LEFT + (RIGHT - LEFT) * (r - least) / (1 - least);
    }

    private double y(double effect) {
        return BOTTOM - (BOTTOM - TOP) * (effect - low) / (high - low);
    }

    private static String coordinate(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
