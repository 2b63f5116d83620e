package dev.steergraph.bench.minilm;

import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.core.text.Document;
import dev.steergraph.ingest.corpus.Corpus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The same model and texts as files, for the peer.
 *
 * @param texts a gloss per line, in the order in which our extraction reads them
 */
record MiniLmFiles(Path model, Path tokenizer, Path texts) {

    static MiniLmFiles write(Path folder, long documents) throws IOException {
        MiniLmFiles files = new MiniLmFiles(
                folder.resolve("model.onnx"), folder.resolve("tokenizer.json"), folder.resolve("glosses.txt"));
        copy("/all-minilm-l6-v2.onnx", files.model());
        copy("/all-minilm-l6-v2-tokenizer.json", files.tokenizer());
        String glosses;
        try (Stream<Document> source = Corpus.of(MiniLmExtraction.glosses()).documents()) {
            glosses = source.limit(documents).map(Document::text).collect(Collectors.joining("\n", "", "\n"));
        }
        AtomicFile.write(files.texts(), out -> out.write(glosses.getBytes(StandardCharsets.UTF_8)));
        return files;
    }

    private static void copy(String resource, Path target) throws IOException {
        try (InputStream in = Corpus.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException(resource + " is not on the class path");
            }
            AtomicFile.write(target, in::transferTo);
        }
    }
}
