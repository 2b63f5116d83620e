package dev.steergraph.ingest.sae.training;

import java.util.Random;

/** All rows in a random order, then all again in another. Which row comes n-th depends on the seed and n alone. */
final class RowOrder {

    private final int[] rows;
    private final long seed;
    private long epoch = -1;

    RowOrder(int size, long seed) {
        rows = new int[size];
        this.seed = seed;
    }

    int row(long position) {
        long wanted = position / rows.length;
        if (wanted != epoch) {
            shuffle(wanted);
        }
        return rows[(int) (position % rows.length)];
    }

    private void shuffle(long wanted) {
        Random random = new Random((seed ^ 0x5eed) + wanted * 0x9e3779b97f4a7c15L);
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i;
        }
        for (int i = rows.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = rows[i];
            rows[i] = rows[j];
            rows[j] = swap;
        }
        epoch = wanted;
    }
}
