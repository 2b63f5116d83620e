package dev.steergraph.ingest.pipeline;

import dev.steergraph.ingest.corpus.TokenizerFiles;
import dev.steergraph.ingest.model.ModelSource;
import dev.steergraph.ingest.model.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * Which model, and how it is to be run.
 *
 * @param name {@code minilm}, or a folder
 * @param revision null for the usual one
 * @param dtype of weights and matrix products
 */
public record ModelChoice(String name, String revision, Precision dtype) {

    private static final Set<String> CLASS_PATH = Set.of("minilm", "all-minilm-l6-v2");

    /** The usual revision in float32. */
    public static ModelChoice of(String name) {
        return new ModelChoice(name, null, Precision.F32);
    }

    ModelSource source() throws IOException {
        if (CLASS_PATH.contains(name)) {
            return ModelSource.miniLm();
        }
        Path folder = Path.of(name);
        return ModelSource.folder(
                folder.toAbsolutePath().normalize().getFileName().toString(), folder);
    }

    TokenizerFiles tokenizer() throws IOException {
        return CLASS_PATH.contains(name)
                ? TokenizerFiles.of(ModelSource.tokenizerJson(name))
                : TokenizerFiles.of(Path.of(name));
    }
}
