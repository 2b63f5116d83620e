package dev.steergraph.ingest.extract;

import dev.steergraph.core.Progress;
import dev.steergraph.ingest.checkpoint.hub.Downloads;
import dev.steergraph.ingest.checkpoint.hub.Hub;
import dev.steergraph.ingest.corpus.tokenizer.TokenizerFiles;
import dev.steergraph.ingest.model.ModelSource;
import dev.steergraph.ingest.model.config.Precision;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Which model, and how it is to be run.
 *
 * @param name {@code minilm}, a folder, or a Hugging Face id
 * @param revision null for the usual one
 * @param dtype of weights and matrix products
 */
public record ModelSpec(String name, @Nullable String revision, Precision dtype) {

    /** The usual revision in float32. */
    public static ModelSpec of(String name) {
        return new ModelSpec(name, null, Precision.F32);
    }

    /** Finds the model, downloading it if need be. */
    public ModelSource source(Progress progress) throws IOException {
        ModelSource source;
        try (Downloads downloads = new Downloads(name, progress)) {
            source = ModelSource.of(name, revision, Hub.fromEnvironment(System.getenv()), downloads);
        }
        String note = source.note();
        if (note != null) {
            progress.note(note);
        }
        return source;
    }

    public TokenizerFiles tokenizer(ModelSource source) throws IOException {
        return source.folder() == null
                ? TokenizerFiles.of(ModelSource.tokenizerJson())
                : TokenizerFiles.of(source.folder());
    }
}
