package dev.steergraph.ingest.pipeline;

import dev.steergraph.ingest.corpus.TokenizedDocument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Groups documents of exactly one length, so that no padding is ever computed. */
final class Batches {

    /** Large enough for the matrix products to run at full speed, small enough for the caches. */
    private static final int MAX_TOKENS = 4096;

    private Batches() {}

    /** Positions in the list, batch by batch; the same list gives the same batches. */
    static List<int[]> byLength(List<TokenizedDocument> documents) {
        int[] sorted = IntStream.range(0, documents.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> documents.get(i).ids().length))
                .mapToInt(Integer::intValue)
                .toArray();
        List<int[]> batches = new ArrayList<>();
        int from = 0;
        while (from < sorted.length) {
            int length = documents.get(sorted[from]).ids().length;
            int most = Math.max(1, MAX_TOKENS / length);
            int to = from;
            while (to < sorted.length
                    && to - from < most
                    && documents.get(sorted[to]).ids().length == length) {
                to++;
            }
            batches.add(Arrays.copyOfRange(sorted, from, to));
            from = to;
        }
        return batches;
    }
}
