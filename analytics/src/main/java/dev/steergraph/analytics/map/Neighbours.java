package dev.steergraph.analytics.map;

import java.util.Arrays;

/**
 * The strongest correlates of each feature, strongest first.
 *
 * @param of features by number; each row lists other features' numbers
 * @param absR |r| of the same, in (0, 1]
 */
record Neighbours(int[][] of, double[][] absR) {

    int size() {
        return of.length;
    }

    boolean isIsolated(int feature) {
        return of[feature].length == 0;
    }

    int isolated() {
        return (int) Arrays.stream(of).filter(row -> row.length == 0).count();
    }
}
