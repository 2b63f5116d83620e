package dev.steergraph.ingest.corpus;

import java.util.Locale;

/** How a corpus file holds its documents. */
public enum Format {
    /** Lines, or the whole file. */
    TEXT,
    /** A JSON object in each line. */
    JSONL,
    /** A JSON array of objects, or objects one after the other. */
    JSON,
    /** Comma- or otherwise separated values with a header. */
    CSV,
    PARQUET;

    /** By the ending of a file's name, without that of a compression; what is unknown is text. */
    static Format ofName(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|zst)$", "");
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "jsonl", "ndjson" -> JSONL;
            case "json" -> JSON;
            case "csv", "tsv" -> CSV;
            case "parquet" -> PARQUET;
            default -> TEXT;
        };
    }
}
