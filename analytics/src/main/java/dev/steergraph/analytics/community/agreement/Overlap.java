package dev.steergraph.analytics.community.agreement;

import java.util.Arrays;

/** How much of each group of one partition is still together in another: per-group Jaccard indices. */
public final class Overlap {

    private Overlap() {}

    /**
     * For each group of the first partition the largest Jaccard index |A ∩ B| / |A ∪ B| with any group of the second (Hennig
     * 2007: above 0.75 stable, below 0.5 dissolved).
     *
     * @param first the group of each thing, 0 to groups - 1
     * @param second the group of each thing in the other partition
     * @return [groups of the first]; 0 for one without things
     */
    public static double[] best(int[] first, int[] second) {
        double[] best = new double[Arrays.stream(first).max().orElse(-1) + 1];
        Contingency table = Contingency.of(first, second);
        int[] number = new int[table.rows().length];
        int seen = 0;
        boolean[] met = new boolean[best.length];
        for (int group : first) {
            if (!met[group]) {
                met[group] = true;
                number[seen++] = group;
            }
        }
        table.cells().forEach((cell, both) -> {
            int row = Contingency.row(cell);
            double union = table.rows()[row] + (double) table.columns()[Contingency.column(cell)] - both;
            best[number[row]] = Math.max(best[number[row]], both / union);
        });
        return best;
    }
}
