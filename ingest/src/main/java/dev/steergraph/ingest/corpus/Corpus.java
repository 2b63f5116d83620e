package dev.steergraph.ingest.corpus;

import dev.steergraph.cypher.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Documents in a fixed order: the same corpus and seed give the same sequence. */
public sealed interface Corpus permits WordNet, TextFiles {

    /** How run.json names it. */
    String name();

    /** The documents, read as they are asked for; to be closed. */
    Stream<Document> documents() throws IOException;

    /**
     * The corpus that a command line names.
     *
     * @param names the single word {@code wordnet}, or files: {@code .jsonl} with a field {@code text} (and perhaps
     *     {@code category}) in each line, anything else plain text with a document in each line
     * @param seed decides WordNet's order; files keep theirs
     * @throws UserError if a file is missing
     */
    static Corpus of(List<String> names, long seed) {
        return names.equals(List.of("wordnet"))
                ? new WordNet(seed)
                : new TextFiles(names.stream().map(Path::of).toList());
    }
}
