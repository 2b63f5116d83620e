package dev.steergraph.ingest.correlate.kernel;

import dev.steergraph.ingest.correlate.activation.Scratch;
import dev.steergraph.ingest.correlate.pair.PairData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A few sparse features with all features of a band that follow them: for each, its rows are visited in order, and
 * the entries after it are added into one array of integers. Features that follow are active on at least as many
 * rows, so most additions go to the few densest features, which are adjacent. The result is the pairs that {@link
 * CandidateFilter} cannot rule out.
 *
 * @param from first feature
 * @param to past the last
 */
record CandidateFilterTask(PairData data, CandidateFilter filter, CandidateBucket bucket, int from, int to) {

    List<Candidates> run(Scratch scratch) {
        List<Candidates> all = new ArrayList<>();
        int size = bucket.bandTo() - bucket.bandFrom();
        int[] sums = scratch.candidateSums(CandidateFilter.BAND);
        int[] candidates = scratch.candidates(data.sparse());
        int first = Math.max(0, bucket.from() - bucket.bandFrom());
        for (int i = from; i < to; i++) {
            scratch.touched(bucket.add(i, scratch.visits(data.active()[i]), sums));
            int found = collect(i, first, size, sums, candidates, 0);
            Arrays.fill(sums, first, size, 0);
            if (found > 0) {
                all.add(new Candidates(i, Arrays.copyOf(candidates, found)));
            }
        }
        return all;
    }

    private int collect(int i, int first, int size, int[] sums, int[] candidates, int found) {
        double cut = filter.threshold() - filter.error(i);
        int least = (int) Math.floor((cut + filter.leastExpected(i)) / filter.unit());
        if (filter.mayBeNegative(i, cut) || least <= 1) {
            return inspect(i, first, size, cut, sums, candidates, found);
        }
        // Sums are not negative here, and all below 2^k when no bit from k on is set in any.
        int mask = -Integer.highestOneBit(least);
        int count = found;
        int j = first;
        for (; j + 8 <= size; j += 8) {
            int any = sums[j]
                    | sums[j + 1]
                    | sums[j + 2]
                    | sums[j + 3]
                    | sums[j + 4]
                    | sums[j + 5]
                    | sums[j + 6]
                    | sums[j + 7];
            if ((any & mask) != 0) {
                count = inspect(i, j, j + 8, cut, sums, candidates, count);
            }
        }
        return inspect(i, j, size, cut, sums, candidates, count);
    }

    private int inspect(int i, int first, int end, double cut, int[] sums, int[] candidates, int found) {
        double h = filter.h(i);
        double unit = filter.unit();
        int band = bucket.bandFrom();
        int count = found;
        for (int j = first; j < end; j++) {
            double r = sums[j] * unit - h * filter.h(band + j);
            if ((r > cut || r < -cut) && isOurs(i, band + j)) {
                candidates[count++] = band + j;
            }
        }
        return count;
    }

    /** Of two features of the bucket, the pair belongs to the one that comes first in the rows. */
    private boolean isOurs(int i, int j) {
        return j >= bucket.to() || data.features()[i] < data.features()[j];
    }

    long work() {
        return activations(data, from, to);
    }

    /** The work of all tasks that cover every pair of sparse features. */
    static long work(PairData data) {
        long work = 0;
        for (int to = 0; to < data.sparse(); ) {
            to = CandidateFilter.bandEnd(data.active(), to, data.sparse());
            work += activations(data, 0, to);
        }
        return work;
    }

    private static long activations(PairData data, int from, int to) {
        long activations = 0;
        for (int i = from; i < to; i++) {
            activations += data.active()[i];
        }
        return activations;
    }
}
