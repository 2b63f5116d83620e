package dev.steergraph.core.run;

import dev.steergraph.core.UserError;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.text.Document;
import dev.steergraph.core.text.Vocabulary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** The documents of a run as people read them. */
public final class RunContexts {

    private RunContexts() {}

    /** @throws UserError if the run has no text, or its tokenizer is damaged */
    public static Vocabulary vocabulary(RunDirectory run) throws IOException {
        if (!run.has(Stages.EXTRACT, PartPaths.TOKENIZER)) {
            throw new UserError(run.root().resolve(PartPaths.TOKENIZER)
                    + " is missing: this needs a run that was extracted from text, not one of"
                    + " \"steergraph bench-codes\".");
        }
        return Vocabulary.read(run.file(Stages.EXTRACT, PartPaths.TOKENIZER));
    }

    /**
     * By number. A document's tokens are its rows, and those that were left out of them; where a row is a whole document,
     * its text.
     *
     * @param token how an id is written
     */
    public static IntFunction<ContextDocument> of(RunDirectory run, DocumentTokens tokens, IntFunction<String> token)
            throws IOException {
        List<Document> texts = RunTokens.documents(run);
        return number -> {
            Document document = texts.get(number);
            List<String> words = new ArrayList<>();
            for (int id : tokens.ids(number)) {
                words.add(id < 0 ? document.text() : token.apply(id));
            }
            return new ContextDocument(number, document.text(), words, document.category());
        };
    }
}
