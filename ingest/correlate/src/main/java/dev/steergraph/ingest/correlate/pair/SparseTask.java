package dev.steergraph.ingest.correlate.pair;

import dev.steergraph.ingest.correlate.activation.Scratch;
import java.util.Arrays;

/**
 * A few sparse features with all sparse features that follow them, in double precision: for each, its rows are
 * visited in order, and the entries after it are added into one dense array of sums. Features fire on at most a
 * quarter of the rows, so mean² is below a third of the variance and the one-pass formula loses nothing. This is the
 * reference implementation, which gives every correlation; {@code CandidateFilterTask} finds the strong ones much
 * faster.
 *
 * @param from first feature
 * @param to past the last
 */
record SparseTask(PairData data, RowIndex index, int from, int to) implements PairTask {

    @Override
    public void run(Scratch scratch, PairSink sink) {
        int features = index.features();
        double[] sums = scratch.sums(features);
        for (int i = from; i < to; i++) {
            for (long place : index.places(i)) {
                int row = (int) (place >>> 32);
                long[] block = index.block(row);
                double value = Float.intBitsToFloat((int) block[(int) place]);
                int end = index.end(row);
                for (int e = (int) place + 1; e < end; e++) {
                    sums[(int) (block[e] >>> 32)] += value * Float.intBitsToFloat((int) block[e]);
                }
            }
            for (int j = i + 1; j < features; j++) {
                sums[j] = data.correlation(i, j, sums[j]);
            }
            sink.row(i, i + 1, features - i - 1, sums, i + 1);
            Arrays.fill(sums, i + 1, features, 0);
        }
    }

    @Override
    public long work() {
        long work = 1;
        for (int i = from; i < to; i++) {
            work += index.places(i).length;
        }
        return work;
    }
}
