package dev.steergraph.ingest.sae.format;

import dev.steergraph.ingest.sae.Sae;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The formats in which SAEs are published: the files of each, and who reads them. */
enum SaeFormat {
    SAE_LENS(SaeFolder.CONFIG, SaeFolder.WEIGHTS) {
        @Override
        Sae read(Path folder) throws IOException {
            return SaeLens.read(folder);
        }
    },
    GEMMA_SCOPE("params.npz") {
        @Override
        Sae read(Path folder) throws IOException {
            return GemmaScope.read(weights(folder));
        }
    },
    GEMMA_SCOPE_2("params.safetensors") {
        @Override
        Sae read(Path folder) throws IOException {
            return GemmaScope.read(weights(folder));
        }
    };

    /** For the message about a place that holds none of them. */
    static final String EXPECTED = "; cfg.json with sae_weights.safetensors (SAELens), params.npz or params.safetensors"
            + " (GemmaScope) was expected.";

    private final List<String> files;

    /** @param files the first tells the format of a folder, the last holds the weights */
    SaeFormat(String... files) {
        this.files = List.of(files);
    }

    /** The format of a folder, if it holds an SAE. */
    static Optional<SaeFormat> of(Path folder) {
        return Stream.of(values())
                .filter(format -> Files.isRegularFile(folder.resolve(format.files.get(0))))
                .findFirst();
    }

    List<String> files() {
        return files;
    }

    Path weights(Path folder) {
        return folder.resolve(files.get(files.size() - 1));
    }

    abstract Sae read(Path folder) throws IOException;
}
