package dev.steergraph.ingest.corpus;

/**
 * One text of a corpus.
 *
 * @param text what the model reads
 * @param category a label for semantic validation, such as {@code noun.animal}; null where the corpus has none
 */
public record Document(String text, String category) {}
