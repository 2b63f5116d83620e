package dev.steergraph.core.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document as the graph shows it.
 *
 * @param number in the run, from 0
 * @param tokens in their order; special ones left out
 * @param category null if the corpus has none
 */
public record ContextDocument(
        int number,
        String text,
        List<String> tokens,
        @Nullable String category) {}
