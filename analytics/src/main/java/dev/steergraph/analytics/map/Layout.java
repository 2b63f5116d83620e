package dev.steergraph.analytics.map;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Places points in the plane as UMAP does (McInnes et al. 2018): correlates attract each other in proportion to their weight,
 * points drawn at random repel; then {@link OverlapRemoval} opens what lies on one spot. One thread, so that a seed decides everything.
 * Features without a correlate, which nothing holds, are put on a thin ring around the others.
 */
final class Layout {

    /** UMAP's curve 1 / (1 + a d^2b) for min_dist 0.1 and spread 1. */
    private static final double A = 1.577;

    private static final double B = 0.895;
    private static final double MAX_STEP = 4;
    private static final int REPULSIONS = 5;
    private static final int SMOOTHINGS = 40;
    private static final int FEW = 10_000;
    private static final double GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

    private final Neighbours neighbours;
    private final AttractionEdges edges;
    private final SplittableRandom random;
    private final float[] x;
    private final float[] y;

    private Layout(Neighbours neighbours, long seed) {
        this.neighbours = neighbours;
        this.edges = AttractionEdges.of(neighbours);
        this.random = new SplittableRandom(seed);
        this.x = new float[neighbours.size()];
        this.y = new float[neighbours.size()];
    }

    static Points of(Neighbours neighbours, long seed) {
        Layout layout = new Layout(neighbours, seed);
        int[] held = layout.held();
        if (held.length > 0) {
            layout.start(held);
            layout.descend(held, held.length > FEW ? 200 : 500);
            layout.centre(held);
            OverlapRemoval.apply(layout.x, layout.y, held);
        }
        layout.surround(held);
        return new Points(layout.x, layout.y);
    }

    private int[] held() {
        int[] all = new int[neighbours.size()];
        int count = 0;
        for (int i = 0; i < all.length; i++) {
            if (!neighbours.isIsolated(i)) {
                all[count++] = i;
            }
        }
        return Arrays.copyOf(all, count);
    }

    /** Random places, averaged over neighbours again and again: a cheap approach to the leading eigenvectors. */
    private void start(int[] held) {
        for (float[] axis : new float[][] {x, y}) {
            for (int i : held) {
                axis[i] = (float) random.nextGaussian();
            }
            for (int round = 0; round < SMOOTHINGS; round++) {
                smooth(axis);
            }
            standardize(axis, held);
            for (int i : held) {
                axis[i] = 5 * axis[i] + (float) (0.1 * (random.nextDouble() - 0.5));
            }
        }
    }

    private void smooth(float[] axis) {
        float[] sum = axis.clone();
        float[] weight = new float[axis.length];
        Arrays.fill(weight, 1);
        for (int e = 0; e < edges.size(); e++) {
            int a = edges.head()[e];
            int b = edges.tail()[e];
            float w = edges.weight()[e];
            sum[a] += w * axis[b];
            sum[b] += w * axis[a];
            weight[a] += w;
            weight[b] += w;
        }
        for (int i = 0; i < axis.length; i++) {
            axis[i] = sum[i] / weight[i];
        }
    }

    private static void standardize(float[] axis, int[] held) {
        double mean = Arrays.stream(held).mapToDouble(i -> axis[i]).average().orElse(0);
        double variance = Arrays.stream(held)
                .mapToDouble(i -> (axis[i] - mean) * (axis[i] - mean))
                .average()
                .orElse(0);
        double scale = variance > 0 ? 1 / Math.sqrt(variance) : 0;
        for (int i : held) {
            axis[i] = (float) Math.max(-3, Math.min(3, (axis[i] - mean) * scale));
        }
    }

    private void descend(int[] held, int epochs) {
        float heaviest = 0;
        for (float w : edges.weight()) {
            heaviest = Math.max(heaviest, w);
        }
        float[] due = new float[edges.size()];
        for (int epoch = 0; epoch < epochs; epoch++) {
            float rate = 1 - (float) epoch / epochs;
            for (int e = 0; e < edges.size(); e++) {
                due[e] += edges.weight()[e] / heaviest;
                if (due[e] >= 1) {
                    due[e] -= 1;
                    attract(edges.head()[e], edges.tail()[e], rate);
                    repel(edges.head()[e], held, rate);
                    repel(edges.tail()[e], held, rate);
                }
            }
        }
    }

    private void attract(int a, int b, float rate) {
        double dx = x[a] - x[b];
        double dy = y[a] - y[b];
        double d2 = dx * dx + dy * dy;
        if (d2 > 0) {
            double power = Math.pow(d2, B);
            double pull = -2 * A * B * power / d2 / (1 + A * power);
            float mx = rate * (float) clip(pull * dx);
            float my = rate * (float) clip(pull * dy);
            x[a] += mx;
            y[a] += my;
            x[b] -= mx;
            y[b] -= my;
        }
    }

    private void repel(int a, int[] held, float rate) {
        for (int k = 0; k < REPULSIONS; k++) {
            int b = held[random.nextInt(held.length)];
            if (a != b) {
                double dx = x[a] - x[b];
                double dy = y[a] - y[b];
                double d2 = dx * dx + dy * dy;
                double push = 2 * B / ((0.001 + d2) * (1 + A * Math.pow(d2, B)));
                x[a] += rate * (float) clip(push * dx);
                y[a] += rate * (float) clip(push * dy);
            }
        }
    }

    private static double clip(double step) {
        return Math.max(-MAX_STEP, Math.min(MAX_STEP, step));
    }

    /** Their middle goes to (0, 0). */
    private void centre(int[] held) {
        for (float[] axis : new float[][] {x, y}) {
            float middle = (float)
                    Arrays.stream(held).mapToDouble(i -> axis[i]).average().orElse(0);
            for (int i : held) {
                axis[i] -= middle;
            }
        }
    }

    /** Features that nothing holds follow as a sunflower's seeds outside, in an order that means nothing. */
    private void surround(int[] held) {
        double radius = Arrays.stream(held)
                .mapToDouble(i -> Math.hypot(x[i], y[i]))
                .max()
                .orElse(1);
        int[] free = IntStream.range(0, x.length).filter(neighbours::isIsolated).toArray();
        for (int i = free.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int keep = free[i];
            free[i] = free[j];
            free[j] = keep;
        }
        double inner = held.length == 0 ? 0 : 1.05 * radius;
        double outer = held.length == 0 ? radius : 1.12 * radius;
        for (int k = 0; k < free.length; k++) {
            double r = Math.sqrt(inner * inner + (outer * outer - inner * inner) * (k + 0.5) / free.length);
            x[free[k]] = (float) (r * Math.cos(k * GOLDEN_ANGLE));
            y[free[k]] = (float) (r * Math.sin(k * GOLDEN_ANGLE));
        }
    }
}
