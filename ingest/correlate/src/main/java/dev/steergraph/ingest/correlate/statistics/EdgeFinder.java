package dev.steergraph.ingest.correlate.statistics;

import dev.steergraph.core.table.EdgeList;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Where a correlation has its edges from: it searches them, or they were found by shares before. */
@FunctionalInterface
public interface EdgeFinder {

    /** Searches. */
    EdgeFinder HERE = (search, here) -> here.get();

    /** The search of all documents as they are. */
    String EDGES = "edges";

    /** The searches of the two halves of the documents. */
    List<String> HALVES = List.of("half-a", "half-b");

    /** The edges of a search. @param search one of {@link #searches} @param here finds them, with much effort */
    EdgeList edges(String search, Supplier<EdgeList> here);

    /** The search of a null run. @param run from 1 */
    static String permuted(int run) {
        return "null-" + run;
    }

    /** Everything that is searched. */
    static List<String> searches(CorrelationParameters parameters) {
        List<String> searches = new ArrayList<>(List.of(EDGES));
        for (int run = 1; run <= parameters.nullRuns(); run++) {
            searches.add(permuted(run));
        }
        searches.addAll(parameters.extras().halves() ? HALVES : List.of());
        return searches;
    }
}
