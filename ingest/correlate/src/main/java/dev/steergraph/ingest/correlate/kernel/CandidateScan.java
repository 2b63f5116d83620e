package dev.steergraph.ingest.correlate.kernel;

import dev.steergraph.ingest.correlate.pair.PairData;

/**
 * Finds the sums of a feature that {@link CandidateFilter} cannot rule out.
 *
 * @param band feature of the first sum
 * @param bucketTo past the last feature of the bucket in which the feature visits the rows
 */
record CandidateScan(PairData data, CandidateFilter filter, int band, int bucketTo) {

    /**
     * @param i the feature
     * @param first place of the first sum
     * @param size past the last
     * @param candidates receives the local numbers of the partners
     * @return how many
     */
    int collect(int i, int first, int size, int[] sums, int[] candidates) {
        double cut = filter.threshold() - filter.error(i);
        int least = (int) Math.floor((cut + filter.leastExpected(i)) / filter.unit());
        if (filter.mayBeNegative(i, cut) || least <= 1) {
            return inspect(i, first, size, cut, sums, candidates, 0);
        }
        // Sums are not negative here, and all below 2^k when no bit from k on is set in any.
        int mask = -Integer.highestOneBit(least);
        int count = 0;
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
        return j >= bucketTo || data.features()[i] < data.features()[j];
    }
}
