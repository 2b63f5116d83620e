package dev.steergraph.ingest.pipeline;

import dev.steergraph.ingest.corpus.Document;
import dev.steergraph.ingest.corpus.Vocabulary;
import dev.steergraph.ingest.load.ContextDocument;
import dev.steergraph.ingest.store.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** The documents of a run as people read them. */
final class RunContexts {

    private RunContexts() {}

    static Vocabulary vocabulary(RunDirectory run) throws IOException {
        return Vocabulary.parse(Files.readAllBytes(run.root().resolve(PartPaths.TOKENIZER)));
    }

    /**
     * By number. A document's tokens are its rows; where a row is a whole document, its text.
     *
     * @param token how an id is written
     */
    static IntFunction<ContextDocument> of(RunDirectory run, RunTokens tokens, IntFunction<String> token)
            throws IOException {
        List<Document> texts = RunTokens.documents(run);
        int[] start = tokens.documentStart();
        return number -> {
            Document document = texts.get(number);
            List<String> words = new ArrayList<>();
            for (int row = start[number]; row < start[number + 1]; row++) {
                int id = tokens.ids()[row];
                words.add(id < 0 ? document.text() : token.apply(id));
            }
            return new ContextDocument(number, document.text(), words, document.category());
        };
    }
}
