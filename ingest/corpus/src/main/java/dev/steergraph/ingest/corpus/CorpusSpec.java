package dev.steergraph.ingest.corpus;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a command line says of a corpus.
 *
 * @param names the single word {@code wordnet}, or files, patterns such as {@code data/**.parquet}, and {@code -} for
 *     standard input
 * @param format of all files; null where each file's name tells it
 * @param field the column with the text; {@code a.b} is field b of a structure a
 * @param categoryField the column with the category; null to take {@code category} where there is one
 * @param wholeFiles whether a text file is one document, rather than each of its lines
 * @param seed decides WordNet's order; files keep theirs
 * @param dialect how the files are written
 */
public record CorpusSpec(
        List<String> names,
        @Nullable Format format,
        String field,
        @Nullable String categoryField,
        boolean wholeFiles,
        long seed,
        Dialect dialect) {

    private static final String USUAL_CATEGORY = "category";

    public CorpusSpec {
        names = List.copyOf(names);
    }

    /** Files written as usual. */
    public CorpusSpec(
            List<String> names,
            @Nullable Format format,
            String field,
            @Nullable String categoryField,
            boolean wholeFiles,
            long seed) {
        this(names, format, field, categoryField, wholeFiles, seed, Dialect.USUAL);
    }

    /** The usual reading: formats by name, field {@code text}, a document in each line of a text file. */
    public static CorpusSpec of(String... names) {
        return new CorpusSpec(List.of(names), null, "text", null, false, 0);
    }

    /** The category's column, which must exist only if it was asked for. */
    String category() {
        return Objects.requireNonNullElse(categoryField, USUAL_CATEGORY);
    }
}
