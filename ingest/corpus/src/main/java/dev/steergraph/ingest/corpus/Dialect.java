package dev.steergraph.ingest.corpus;

import org.jspecify.annotations.Nullable;

/**
 * How text files are written, where that may differ.
 *
 * @param quote what encloses cells of CSV and TSV; null if nothing does and quotation marks are text
 */
public record Dialect(@Nullable Character quote, EncodingErrors encodingErrors) {

    /** Cells in double quotation marks, UTF-8 throughout. */
    public static final Dialect USUAL = new Dialect('"', EncodingErrors.STRICT);
}
