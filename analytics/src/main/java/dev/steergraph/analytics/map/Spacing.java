package dev.steergraph.analytics.map;

import java.util.Arrays;

/**
 * Moves points apart until none lies on another: correlates that the forces put on one spot become a patch whose points can be
 * told apart and pointed at. Only close points move, away from each other, so who is near whom changes little.
 */
final class Spacing {

    private static final int ROUNDS = 120;

    /** Of the disc's area, so that patches keep gaps between them. */
    private static final double FILLED = 0.42;

    /** Share of the points inside the disc that the area is taken from. */
    private static final double INSIDE = 0.9;

    /** How far beyond that disc, of its radius, the rest is let. */
    private static final double SOFT = 0.12;

    private static final double GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

    private final float[] x;
    private final float[] y;
    private final int[] points;
    private final double distance;

    private Spacing(float[] x, float[] y, int[] points, double distance) {
        this.x = x;
        this.y = y;
        this.points = points;
        this.distance = distance;
    }

    /** Changes the places of these points, whose middle is (0, 0). */
    static void apply(float[] x, float[] y, int[] points) {
        if (points.length < 2) {
            return;
        }
        double radius = gather(x, y, points);
        double distance = radius * Math.sqrt(FILLED * 2 * Math.sqrt(3) / points.length);
        Spacing spacing = new Spacing(x, y, points, Math.max(distance, 1e-6));
        for (int round = 0; round < ROUNDS && spacing.push(); round++) {}
    }

    /** What lies far outside comes closer, its order kept. Returns the radius that holds most points. */
    private static double gather(float[] x, float[] y, int[] points) {
        double[] radii = Arrays.stream(points)
                .mapToDouble(i -> Math.hypot(x[i], y[i]))
                .sorted()
                .toArray();
        double most = radii[(int) (INSIDE * (radii.length - 1))];
        for (int i : points) {
            double r = Math.hypot(x[i], y[i]);
            if (r > most && most > 0) {
                double shrink = (most + SOFT * most * Math.log1p((r - most) / (SOFT * most))) / r;
                x[i] *= (float) shrink;
                y[i] *= (float) shrink;
            }
        }
        return most;
    }

    /** One round over all pairs in neighbouring cells. Returns whether any was too close. */
    private boolean push() {
        long[] cells = new long[points.length];
        for (int k = 0; k < points.length; k++) {
            cells[k] = cell(points[k], 0, 0) << 20 | k;
        }
        Arrays.sort(cells);
        boolean moved = false;
        float[] dx = new float[points.length];
        float[] dy = new float[points.length];
        for (int k = 0; k < points.length; k++) {
            for (int row = -1; row <= 1; row++) {
                for (int column = -1; column <= 1; column++) {
                    moved |= pushFrom(cells, k, cell(points[k], column, row), dx, dy);
                }
            }
        }
        for (int k = 0; k < points.length; k++) {
            // In a crowd the pushes add up; more than half the distance at once would only scatter it.
            double shrink = Math.min(1, 0.5 * distance / Math.max(Math.hypot(dx[k], dy[k]), 1e-12));
            x[points[k]] += (float) (shrink * dx[k]);
            y[points[k]] += (float) (shrink * dy[k]);
        }
        return moved;
    }

    private boolean pushFrom(long[] cells, int k, long cell, float[] dx, float[] dy) {
        int at = Arrays.binarySearch(cells, cell << 20);
        boolean moved = false;
        for (int c = at < 0 ? -at - 1 : at; c < cells.length && cells[c] >> 20 == cell; c++) {
            int other = (int) (cells[c] & 0xfffff);
            if (other != k) {
                moved |= pushApart(k, other, dx, dy);
            }
        }
        return moved;
    }

    private boolean pushApart(int k, int other, float[] dx, float[] dy) {
        double ux = x[points[k]] - x[points[other]];
        double uy = y[points[k]] - y[points[other]];
        double apart = Math.hypot(ux, uy);
        if (apart >= distance) {
            return false;
        }
        if (apart < 1e-9) {
            // Any direction will do, as long as the other point takes the opposite one.
            double angle = GOLDEN_ANGLE * Math.min(k, other) + (k < other ? 0 : Math.PI);
            ux = Math.cos(angle);
            uy = Math.sin(angle);
            apart = 0;
        }
        double step = 0.25 * (distance - apart) / (apart > 0 ? apart : 1);
        dx[k] += (float) (step * ux);
        dy[k] += (float) (step * uy);
        return true;
    }

    private long cell(int point, int column, int row) {
        long cx = (long) Math.floor(x[point] / distance) + column + (1 << 20);
        long cy = (long) Math.floor(y[point] / distance) + row + (1 << 20);
        return cx << 21 | cy;
    }
}
