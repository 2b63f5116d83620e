package dev.steergraph.ingest.correlate.kernel;

import dev.steergraph.ingest.correlate.pair.PairData;
import java.util.List;

/**
 * Which of two sparse features is the first in the arithmetic of their pair, whose last bits depend on it: the one that a
 * search over all rows at once would visit. It does not depend on how buckets are divided into tiles.
 *
 * @param bucket [sparse] number of the undivided bucket in which a feature is visited
 */
record PairOrder(PairData data, int[] bucket) {

    static PairOrder of(CandidateFilter filter, PairData data) {
        int[] bucket = new int[data.sparse()];
        int number = 0;
        for (int band = 0; band < data.sparse(); band += CandidateFilter.BAND) {
            int from = band;
            List<Integer> ends = filter.buckets(band, Math.min(data.sparse(), band + CandidateFilter.BAND));
            for (int end : ends) {
                for (; from < end; from++) {
                    bucket[from] = number;
                }
                number++;
            }
        }
        return new PairOrder(data, bucket);
    }

    boolean isFirst(int i, int j) {
        return bucket[i] == bucket[j] ? data.features()[i] < data.features()[j] : i < j;
    }
}
