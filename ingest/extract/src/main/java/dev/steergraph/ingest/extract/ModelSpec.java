package dev.steergraph.ingest.extract;

import dev.steergraph.core.Progress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.stage.ExtractSettings;
import dev.steergraph.ingest.checkpoint.gguf.GgufFile;
import dev.steergraph.ingest.checkpoint.hub.Downloads;
import dev.steergraph.ingest.checkpoint.hub.Hub;
import dev.steergraph.ingest.corpus.tokenizer.TokenizerFiles;
import dev.steergraph.ingest.model.ModelSource;
import dev.steergraph.ingest.model.config.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which model, and how it is to be run.
 *
 * @param name {@code minilm}, a folder, a GGUF file, or a Hugging Face id
 * @param revision null for the usual one
 * @param dtype of weights and matrix products
 * @param tokenizer a folder, a tokenizer.json or a GGUF file with a tokenizer in the place of the model's own; null for
 *     that
 */
public record ModelSpec(
        String name,
        @Nullable String revision,
        Precision dtype,
        @Nullable String tokenizer) {

    /** With the model's own tokenizer. */
    public ModelSpec(String name, @Nullable String revision, Precision dtype) {
        this(name, revision, dtype, null);
    }

    /** The model of a run. */
    public static ModelSpec of(ExtractSettings settings) {
        return new ModelSpec(
                settings.model(), settings.revision(), Precision.parse(settings.dtype()), settings.tokenizer());
    }

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
        if (tokenizer != null) {
            return given(tokenizer, source.vocabulary());
        }
        GgufFile gguf = source.gguf();
        if (gguf != null) {
            return gguf(gguf, source.vocabulary());
        }
        return source.folder() == null
                ? TokenizerFiles.of(ModelSource.tokenizerJson())
                : TokenizerFiles.of(source.folder());
    }

    private static TokenizerFiles gguf(GgufFile file, int modelTokens) throws IOException {
        return TokenizerFiles.of(
                GgufTokenizerFields.of(file.metadata()),
                modelTokens,
                file.metadata().text("tokenizer.chat_template"));
    }

    private static TokenizerFiles given(String tokenizer, int modelTokens) throws IOException {
        Path path;
        try {
            path = Path.of(tokenizer);
        } catch (InvalidPathException e) {
            throw new UserError("\"" + tokenizer + "\" is no path of a tokenizer.", e).in("tokenizer");
        }
        if (!Files.exists(path)) {
            throw new UserError(tokenizer + " does not exist; a folder with a tokenizer, a tokenizer.json, or a GGUF"
                            + " file was expected.")
                    .in("tokenizer");
        }
        return Files.isRegularFile(path) && GgufFile.isOne(path)
                ? gguf(GgufFile.open(path), modelTokens)
                : TokenizerFiles.given(path, modelTokens);
    }
}
