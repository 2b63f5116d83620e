package dev.steergraph.ingest.corpus;

import java.util.Map;
import java.util.Optional;

/**
 * How far a run has come in its corpus, as every tokens part records it, so that a later start goes on there.
 *
 * @param read documents read
 * @param pending tokens of the last of them that belong to the next part, where documents are packed
 * @param documents those that have rows
 * @param rows in all
 * @param digest SHA-256 of what was read
 */
public record CorpusPosition(long read, int pending, long documents, long rows, String digest) {

    public Map<String, String> metadata() {
        return Map.of(
                "corpus_read", Long.toString(read),
                "corpus_pending", Integer.toString(pending),
                "documents", Long.toString(documents),
                "rows", Long.toString(rows),
                "corpus_sha256", digest);
    }

    /** What the metadata of a part says; nothing if it says it not. */
    public static Optional<CorpusPosition> of(Map<String, String> metadata) {
        try {
            return Optional.of(new CorpusPosition(
                    Long.parseLong(metadata.get("corpus_read")),
                    Integer.parseInt(metadata.get("corpus_pending")),
                    Long.parseLong(metadata.get("documents")),
                    Long.parseLong(metadata.get("rows")),
                    metadata.getOrDefault("corpus_sha256", "")));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
