package dev.steergraph.ingest.pipeline;

import dev.steergraph.ingest.corpus.TokenizerFiles;
import dev.steergraph.ingest.hub.Hub;
import dev.steergraph.ingest.model.ModelSource;
import dev.steergraph.ingest.model.Precision;
import java.io.IOException;

/**
 * Which model, and how it is to be run.
 *
 * @param name {@code minilm}, a folder, or a Hugging Face id
 * @param revision null for the usual one
 * @param dtype of weights and matrix products
 */
public record ModelChoice(String name, String revision, Precision dtype) {

    /** The usual revision in float32. */
    public static ModelChoice of(String name) {
        return new ModelChoice(name, null, Precision.F32);
    }

    /** Finds the model, downloading it if need be. */
    ModelSource source(Progress progress) throws IOException {
        try (Downloads downloads = new Downloads(name, progress)) {
            return ModelSource.of(name, revision, Hub.fromEnvironment(System.getenv()), downloads);
        }
    }

    TokenizerFiles tokenizer(ModelSource source) throws IOException {
        return source.folder() == null
                ? TokenizerFiles.of(ModelSource.tokenizerJson())
                : TokenizerFiles.of(source.folder());
    }
}
