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
        CandidateScan scan = new CandidateScan(data, filter, bucket.bandFrom(), bucket.to());
        for (int i = from; i < to; i++) {
            scratch.touched(bucket.add(i, scratch.visits(data.active()[i]), sums));
            int found = scan.collect(i, first, size, sums, candidates);
            Arrays.fill(sums, first, size, 0);
            if (found > 0) {
                all.add(new Candidates(i, Arrays.copyOf(candidates, found)));
            }
        }
        return all;
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
