package dev.steergraph.ingest.corpus.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Groups sequences of exactly one length, so that no padding is ever computed. */
public final class Batches {

    private Batches() {}

    /**
     * Positions in the list, batch by batch, the longest first; the same lengths give the same batches.
     *
     * @param lengths of the sequences
     * @param maxTokens in a batch, unless one sequence is longer
     */
    public static List<int[]> byLength(int[] lengths, int maxTokens) {
        int[] sorted = IntStream.range(0, lengths.length)
                .boxed()
                .sorted(Comparator.comparingInt(i -> -lengths[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        List<int[]> batches = new ArrayList<>();
        int from = 0;
        while (from < sorted.length) {
            int length = lengths[sorted[from]];
            int maxSequences = Math.max(1, maxTokens / length);
            int to = from;
            while (to < sorted.length && to - from < maxSequences && lengths[sorted[to]] == length) {
                to++;
            }
            batches.add(Arrays.copyOfRange(sorted, from, to));
            from = to;
        }
        return batches;
    }
}
