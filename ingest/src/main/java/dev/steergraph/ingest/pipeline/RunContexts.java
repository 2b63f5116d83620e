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

    /** By number. A document's tokens are its rows; where a row is a whole document, its text. */
    static IntFunction<ContextDocument> of(RunDirectory run, RunTokens tokens) throws IOException {
        Vocabulary vocabulary = Vocabulary.parse(Files.readAllBytes(run.root().resolve(PartPaths.TOKENIZER)));
        List<Document> texts = RunTokens.documents(run);
        int[] start = tokens.documentStart();
        return number -> {
            Document document = texts.get(number);
            List<String> words = new ArrayList<>();
            for (int row = start[number]; row < start[number + 1]; row++) {
                int id = tokens.ids()[row];
                words.add(id < 0 ? document.text() : vocabulary.token(id));
            }
            return new ContextDocument(number, document.text(), words, document.category());
        };
    }
}
