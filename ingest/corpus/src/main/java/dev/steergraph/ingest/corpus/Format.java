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
    /** Comma-separated values with a header; in .tsv files tabs separate them. */
    CSV,
    PARQUET;

    /** By the ending of a file's name, without that of a compression; what is unknown is text. */
    static Format ofName(String fileName) {
        return switch (ending(fileName)) {
            case "jsonl", "ndjson" -> JSONL;
            case "json" -> JSON;
            case "csv", "tsv" -> CSV;
            case "parquet" -> PARQUET;
            default -> TEXT;
        };
    }

    static boolean isTabbed(String fileName) {
        return ending(fileName).equals("tsv");
    }

    private static String ending(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|zst)$", "");
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
