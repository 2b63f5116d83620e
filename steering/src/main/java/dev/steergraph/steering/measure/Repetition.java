package dev.steergraph.steering.measure;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How much a text says again. */
public final class Repetition {

    private Repetition() {}

    /** Share of a text's runs of n tokens that stood in it before; 0 of a text with none. */
    public static double share(int[] ids, int n) {
        int all = ids.length - n + 1;
        if (all < 1) {
            return 0;
        }
        Set<List<Integer>> seen = new HashSet<>();
        for (int i = 0; i < all; i++) {
            seen.add(Arrays.stream(ids, i, i + n).boxed().toList());
        }
        return 1 - (double) seen.size() / all;
    }
}
