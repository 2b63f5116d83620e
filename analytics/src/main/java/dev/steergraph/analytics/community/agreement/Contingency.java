package dev.steergraph.analytics.community.agreement;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * How two partitions of the same n things cross.
 *
 * @param n number of things
 * @param cells how many things lie in group i of the first and group j of the second, under {@code i << 32 | j}; no zeros
 * @param rows size of each group of the first
 * @param columns size of each group of the second
 */
record Contingency(int n, Map<Long, Integer> cells, int[] rows, int[] columns) {

    /** @throws IllegalArgumentException if the two are not of the same things */
    static Contingency of(int[] first, int[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(
                    "partitions of " + first.length + " and of " + second.length + " things cannot be compared");
        }
        int[] a = dense(first);
        int[] b = dense(second);
        int[] rows = new int[groups(a)];
        int[] columns = new int[groups(b)];
        Map<Long, Integer> cells = new HashMap<>();
        for (int i = 0; i < a.length; i++) {
            rows[a[i]]++;
            columns[b[i]]++;
            cells.merge((long) a[i] << 32 | b[i], 1, Integer::sum);
        }
        return new Contingency(a.length, cells, rows, columns);
    }

    static int row(long cell) {
        return (int) (cell >>> 32);
    }

    static int column(long cell) {
        return (int) cell;
    }

    /** Numbers the groups from 0 in the order of their first things. */
    private static int[] dense(int[] groups) {
        Map<Integer, Integer> number = new HashMap<>();
        return Arrays.stream(groups)
                .map(group -> number.computeIfAbsent(group, first -> number.size()))
                .toArray();
    }

    private static int groups(int[] dense) {
        return Arrays.stream(dense).max().orElse(-1) + 1;
    }
}
