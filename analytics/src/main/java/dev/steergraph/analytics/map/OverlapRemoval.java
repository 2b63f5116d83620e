package dev.steergraph.analytics.map;

import java.util.Arrays;

/**
 * Moves points apart until none lies on another: correlates that the forces put on one spot become a patch whose points can be
 * told apart and pointed at. That costs some of the nearness inside crowded patches, the less the slower the distance grows.
 */
final class OverlapRemoval {

    private static final int ROUNDS = 120;

    /** Of the disc's area, so that patches keep gaps between them. */
    private static final double FILLED = 0.3;

    /** Share of the rounds in which the distance grows. */
    private static final double GROWING = 0.8;

    /** Share of the points inside the disc that the area is taken from. */
    private static final double INSIDE = 0.9;

    /** How far beyond that disc, of its radius, the rest is let. */
    private static final double SOFT = 0.12;

    /** Eight million points, and cells enough for as many; together they leave a long's sign alone. */
    private static final int POINT_BITS = 23;

    private static final int CELL_BITS = 20;

    private static final double GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

    private final float[] x;
    private final float[] y;
    private final int[] points;
    private double distance;

    private OverlapRemoval(float[] x, float[] y, int[] points) {
        this.x = x;
        this.y = y;
        this.points = points;
    }

    /** Changes the places of these points, whose middle is (0, 0). */
    static void apply(float[] x, float[] y, int[] points) {
        if (points.length < 2) {
            return;
        }
        double radius = gather(x, y, points);
        double distance = radius * Math.sqrt(FILLED * 2 * Math.sqrt(3) / points.length);
        OverlapRemoval removal = new OverlapRemoval(x, y, points);
        for (int round = 1; round <= ROUNDS; round++) {
            // Growing circles open a crowd from within; full-grown ones from the start would scatter it.
            removal.distance = Math.max(distance * Math.min(1, round / (GROWING * ROUNDS)), 1e-6);
            removal.push();
        }
    }

    /** What lies far outside comes closer, its order kept. Returns the radius that holds most points. */
    private static double gather(float[] x, float[] y, int[] points) {
        double[] radii = Arrays.stream(points)
                .mapToDouble(i -> Math.hypot(x[i], y[i]))
                .sorted()
                .toArray();
        double radius = radii[(int) (INSIDE * (radii.length - 1))];
        for (int i : points) {
            double r = Math.hypot(x[i], y[i]);
            if (r > radius && radius > 0) {
                double shrink = (radius + SOFT * radius * Math.log1p((r - radius) / (SOFT * radius))) / r;
                x[i] *= (float) shrink;
                y[i] *= (float) shrink;
            }
        }
        return radius;
    }

    /** One round over all pairs in neighbouring cells. */
    private void push() {
        long[] cells = new long[points.length];
        for (int k = 0; k < points.length; k++) {
            cells[k] = cell(points[k], 0, 0) << POINT_BITS | k;
        }
        Arrays.sort(cells);
        float[] dx = new float[points.length];
        float[] dy = new float[points.length];
        for (int k = 0; k < points.length; k++) {
            for (int row = -1; row <= 1; row++) {
                for (int column = -1; column <= 1; column++) {
                    pushFrom(cells, k, cell(points[k], column, row), dx, dy);
                }
            }
        }
        for (int k = 0; k < points.length; k++) {
            // In a crowd the pushes add up; more than half the distance at once would only scatter it.
            double shrink = Math.min(1, 0.5 * distance / Math.max(Math.hypot(dx[k], dy[k]), 1e-12));
            x[points[k]] += (float) (shrink * dx[k]);
            y[points[k]] += (float) (shrink * dy[k]);
        }
    }

    private void pushFrom(long[] cells, int k, long cell, float[] dx, float[] dy) {
        int at = Arrays.binarySearch(cells, cell << POINT_BITS);
        for (int c = at < 0 ? -at - 1 : at; c < cells.length && cells[c] >> POINT_BITS == cell; c++) {
            int other = (int) (cells[c] & (1 << POINT_BITS) - 1);
            if (other != k) {
                pushApart(k, other, dx, dy);
            }
        }
    }

    private void pushApart(int k, int other, float[] dx, float[] dy) {
        double ux = x[points[k]] - x[points[other]];
        double uy = y[points[k]] - y[points[other]];
        double apart = Math.hypot(ux, uy);
        if (apart >= distance) {
            return;
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
    }

    private long cell(int point, int column, int row) {
        long cx = (long) Math.floor(x[point] / distance) + column + (1 << CELL_BITS - 1);
        long cy = (long) Math.floor(y[point] / distance) + row + (1 << CELL_BITS - 1);
        return cx << CELL_BITS | cy;
    }
}
