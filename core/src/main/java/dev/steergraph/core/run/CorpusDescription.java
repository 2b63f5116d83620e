package dev.steergraph.core.run;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * The text of a run.
 *
 * @param name of the corpus
 * @param documents documents taken
 * @param rows rows made of them
 */
@JsonPropertyOrder(alphabetic = true)
public record CorpusDescription(String name, long documents, long rows) {}
