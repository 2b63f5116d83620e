package dev.steergraph.steering.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Damage by gain, means over features, a line for each arm from its lowest strength to its highest; both axes are logarithmic.
 * Lower and further to the right is better.
 */
final class ParetoChart {

    static final int WIDTH = 560;
    static final int HEIGHT = 380;
    private static final int LEFT = 64;
    private static final int RIGHT = 12;
    private static final int TOP = 12;
    private static final int BOTTOM = 48;
    private static final double[] STEPS = {1, 2, 5};

    private final Gain gain;
    private final Damage damage;
    private final List<Curve> curves;
    private final Axis x;
    private final Axis y;

    /** @param strength 0 of an arm without one */
    private record Point(double strength, double gain, double damage) {}

    private record Curve(Arm arm, List<Point> points) {}

    /** A logarithmic axis over pixels. */
    private record Axis(double low, double high, double from, double to) {

        static Axis of(DoubleStream values, double from, double to) {
            double[] all = values.sorted().toArray();
            double low = all.length == 0 ? 0.1 : all[0];
            double high = all.length == 0 ? 1 : all[all.length - 1];
            return new Axis(low / 1.25, high * 1.25, from, to);
        }

        double at(double value) {
            return from + (to - from) * Math.log(value / low) / Math.log(high / low);
        }

        /** 1, 2 and 5 of each power of ten, or, of a long axis, the powers alone. */
        List<Double> ticks() {
            List<Double> ticks = new ArrayList<>();
            boolean isLong = high / low > 2_000;
            for (int power = (int) Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
                for (double step : STEPS) {
                    double value = step * Math.pow(10, power);
                    if (value >= low && value <= high && (step == 1 || !isLong)) {
                        ticks.add(value);
                    }
                }
            }
            return ticks;
        }
    }

    ParetoChart(List<FeatureCells> features, List<Arm> arms, Gain gain, Damage damage) {
        this.gain = gain;
        this.damage = damage;
        curves = arms.stream()
                .map(arm -> new Curve(arm, points(features, arm)))
                .filter(curve -> !curve.points.isEmpty())
                .toList();
        x = Axis.of(all().mapToDouble(Point::gain), LEFT, WIDTH - RIGHT);
        y = Axis.of(all().mapToDouble(Point::damage), HEIGHT - BOTTOM, TOP);
    }

    private Stream<Point> all() {
        return curves.stream().flatMap(curve -> curve.points.stream());
    }

    private List<Point> points(List<FeatureCells> features, Arm arm) {
        return features.stream()
                .flatMap(feature -> Contrasts.cells(feature, arm).stream())
                .filter(cell -> Double.isFinite(gain.of(cell)) && Double.isFinite(damage.of(cell)))
                .collect(Collectors.groupingBy(Cell::strength))
                .entrySet()
                .stream()
                .map(at -> new Point(
                        at.getKey(),
                        at.getValue().stream().mapToDouble(gain::of).average().orElse(Double.NaN),
                        at.getValue().stream().mapToDouble(damage::of).average().orElse(Double.NaN)))
                .filter(point -> point.gain > 0 && point.damage > 0)
                .sorted(Comparator.comparingDouble(Point::strength))
                .toList();
    }

    String title() {
        return damage.meaning() + " by " + gain.meaning();
    }

    String gainTitle() {
        return gain.meaning();
    }

    String damageTitle() {
        return damage.meaning();
    }

    boolean isEmpty() {
        return curves.isEmpty();
    }

    String left() {
        return PageNumbers.place(x.from);
    }

    String bottom() {
        return PageNumbers.place(y.from);
    }

    /** @param place along its axis */
    record Tick(String place, String text) {}

    List<Tick> gains() {
        return ticks(x);
    }

    List<Tick> damages() {
        return ticks(y);
    }

    private static List<Tick> ticks(Axis axis) {
        return axis.ticks().stream()
                .map(value -> new Tick(PageNumbers.place(axis.at(value)), PageNumbers.tick(value)))
                .toList();
    }

    /** @param path of the line; empty of a point alone */
    record Line(String arm, String path, List<Mark> marks) {}

    /** @param title what it is, for who points at it */
    record Mark(String x, String y, String title) {}

    List<Line> lines() {
        return curves.stream()
                .map(curve -> new Line(
                        curve.arm.toString(),
                        curve.points.size() < 2
                                ? ""
                                : curve.points.stream()
                                        .map(point -> at(point, " "))
                                        .collect(Collectors.joining("L", "M", "")),
                        curve.points.stream()
                                .map(point -> mark(curve.arm, point))
                                .toList()))
                .toList();
    }

    private Mark mark(Arm arm, Point point) {
        String strength = arm.hasStrength() ? " at " + point.strength : "";
        return new Mark(
                PageNumbers.place(x.at(point.gain)),
                PageNumbers.place(y.at(point.damage)),
                arm + strength + ": gain " + PageNumbers.fixed(3, point.gain) + ", damage "
                        + PageNumbers.fixed(3, point.damage));
    }

    private String at(Point point, String separator) {
        return PageNumbers.place(x.at(point.gain)) + separator + PageNumbers.place(y.at(point.damage));
    }
}
