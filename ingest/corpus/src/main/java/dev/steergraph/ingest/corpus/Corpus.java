package dev.steergraph.ingest.corpus;

import dev.steergraph.core.text.Document;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Documents in a fixed order: the same corpus and seed give the same sequence. */
public sealed interface Corpus permits WordNet, CorpusFiles {

    /** How run.json names it. */
    String name();

    /**
     * The documents with any text, read as they are asked for; to be closed.
     *
     * @throws UserError here or while reading, if a file cannot be read as what its name says
     */
    default Stream<Document> documents() throws IOException {
        return documents(Place.BEGINNING).map(CorpusDocument::document);
    }

    /** The same from a place on, at which one of them begins. */
    Stream<CorpusDocument> documents(Place from) throws IOException;

    /** About how many bytes of text it has at most, where that is known without reading it. */
    OptionalLong bytes() throws IOException;

    /** @throws UserError if a file is missing, or a pattern matches none */
    static Corpus of(CorpusSpec spec) throws IOException {
        return spec.names().equals(List.of("wordnet")) ? new WordNet(spec.seed()) : CorpusFiles.of(spec);
    }
}
