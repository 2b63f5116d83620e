package dev.steergraph.ingest.pipeline;

import dev.steergraph.ingest.corpus.Document;
import dev.steergraph.ingest.corpus.TokenizedDocument;
import java.util.List;

/**
 * Consecutive documents whose rows make up one part.
 *
 * @param number of the part, from 0
 * @param firstDocument number of its first document in the run, from 0
 * @param rows their rows in all
 */
record TextPart(int number, long firstDocument, List<Document> documents, List<TokenizedDocument> tokens, int rows) {}
