package dev.steergraph.core.text;

import org.jspecify.annotations.Nullable;

/**
 * One text of a corpus.
 *
 * @param id where it stands: {@code notes.txt:17} is the 17th record of that file
 * @param text what the model reads
 * @param category a label for semantic validation, such as {@code noun.animal}; null where the corpus has none
 */
public record Document(String id, String text, @Nullable String category) {}
