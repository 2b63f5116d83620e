package dev.steergraph.ingest.correlate;

import java.util.Arrays;

/**
 * A few sparse features with all sparse features that follow them: for each, its rows are visited in order, and what fires
 * there behind it is added into one dense array of sums. Features fire on at most a quarter of the rows, so mean² is below a
 * third of the variance and the one-pass formula loses nothing.
 *
 * @param from first feature
 * @param to past the last
 */
record SparseTask(PairData data, int from, int to) implements PairTask {

    /** Rows are touched this many visits ahead, so that memory answers in time. */
    private static final int AHEAD = 8;

    @Override
    public void run(Scratch scratch, PairSink sink) {
        RowIndex index = data.index();
        int features = index.features();
        double[] sums = scratch.sums(features);
        for (int i = from; i < to; i++) {
            add(index, index.places(i), sums);
            data.normalise(i, data.mean()[i], sums, i + 1, features);
            sink.row(i, i + 1, features - i - 1, sums, i + 1);
            Arrays.fill(sums, i + 1, features, 0);
        }
    }

    private static void add(RowIndex index, long[] places, double[] sums) {
        long touched = 0;
        for (int k = 0; k < places.length; k++) {
            if (k + AHEAD < places.length) {
                long later = places[k + AHEAD];
                touched |= index.block((int) (later >>> 32))[(int) later];
            }
            int row = (int) (places[k] >>> 32);
            int place = (int) places[k];
            long[] block = index.block(row);
            addRow(block, place + 1, index.end(row), Float.intBitsToFloat((int) block[place]), sums);
        }
        if (touched == -1) { // never: no entry has a negative feature; but the touching must not be optimised away
            throw new AssertionError();
        }
    }

    private static void addRow(long[] block, int from, int to, double value, double[] sums) {
        for (int e = from; e < to; e++) {
            long entry = block[e];
            sums[(int) (entry >>> 32)] += value * Float.intBitsToFloat((int) entry);
        }
    }

    @Override
    public long work() {
        long work = 1;
        for (int i = from; i < to; i++) {
            work += data.index().places(i).length;
        }
        return work;
    }
}
