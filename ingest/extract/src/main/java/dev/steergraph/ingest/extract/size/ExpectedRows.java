package dev.steergraph.ingest.extract.size;

import dev.steergraph.ingest.corpus.batch.RowSpec;
import dev.steergraph.ingest.corpus.batch.RowSpec.Layout;
import java.util.OptionalLong;

/** How many rows an extraction will make, as far as can be told without reading its corpus. */
public final class ExpectedRows {

    /** Of English text with the usual vocabularies it has four to five bytes. */
    private static final int BYTES_OF_TOKEN = 4;

    private ExpectedRows() {}

    /**
     * Not more than are wanted, nor than the corpus has; nothing where neither is known.
     *
     * @param text bytes of the corpus, if they are known
     */
    public static OptionalLong of(RowSpec rows, OptionalLong text) {
        long wanted = rows.pooled() ? rows.maxDocuments() : rows.maxTokens();
        long there = text.isPresent() ? text.getAsLong() / BYTES_OF_TOKEN : Long.MAX_VALUE;
        boolean cut = rows.layout() == Layout.CUT && wanted == Long.MAX_VALUE;
        boolean few = rows.maxDocuments() < Long.MAX_VALUE && !rows.pooled();
        long expected = Math.min(wanted, there);
        return cut || few || expected == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(expected);
    }
}
