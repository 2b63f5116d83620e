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
    /** Values separated by commas, after a header. */
    CSV,
    /** Values separated by tabs, after a header. */
    TSV,
    PARQUET;

    /** By the ending of a file's name, without that of a compression; what is unknown is text. */
    static Format ofName(String fileName) {
        return switch (ending(fileName)) {
            case "jsonl", "ndjson" -> JSONL;
            case "json" -> JSON;
            case "csv" -> CSV;
            case "tsv" -> TSV;
            case "parquet" -> PARQUET;
            default -> TEXT;
        };
    }

    private static String ending(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|zst)$", "");
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
