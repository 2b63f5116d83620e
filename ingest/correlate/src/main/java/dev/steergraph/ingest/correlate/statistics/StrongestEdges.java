package dev.steergraph.ingest.correlate.statistics;

import dev.steergraph.core.table.EdgeList;
import dev.steergraph.core.table.EdgeWeight;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/** The edges with the highest |r|, the strongest first; of equal ones, the first in the list. */
public final class StrongestEdges {

    private StrongestEdges() {}

    /** @return numbers of the edges; O(edges log count), in memory for count */
    public static int[] of(EdgeList edges, int count) {
        Comparator<Integer> strongerFirst = Comparator.comparingDouble((Integer e) -> -EdgeWeight.absR(edges.r()[e]))
                .thenComparing(Comparator.naturalOrder());
        PriorityQueue<Integer> weakestFirst = new PriorityQueue<>(strongerFirst.reversed());
        for (int e = 0; e < edges.size(); e++) {
            if (weakestFirst.size() < count) {
                weakestFirst.add(e);
            } else if (strongerFirst.compare(e, weakestFirst.peek()) < 0) {
                weakestFirst.poll();
                weakestFirst.add(e);
            }
        }
        int[] strongest = new int[weakestFirst.size()];
        IntStream.iterate(strongest.length - 1, k -> k >= 0, k -> k - 1)
                .forEach(k -> strongest[k] = weakestFirst.poll());
        return strongest;
    }
}
