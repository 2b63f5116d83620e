package dev.steergraph.ingest.correlate;

import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.codes.DelphiCache;
import dev.steergraph.core.codes.MappedCodes;
import dev.steergraph.core.id.HookPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Codes that belong to no run.
 *
 * @param document int[rows], the document of each row; null if nothing says it
 */
record ExternalCodes(CodeRows codes, int @Nullable [] document) {

    /**
     * A file of codes, a folder of {@code part-*.safetensors}, or a module's folder in delphi's cache.
     *
     * @throws dev.steergraph.core.UserError if it is none of them
     */
    static ExternalCodes open(Path path, HookPoint hook) throws IOException {
        if (DelphiCache.isOne(path)) {
            DelphiCache.Content cache = DelphiCache.read(path, hook);
            return new ExternalCodes(cache.codes(), cache.document());
        }
        MappedCodes codes = MappedCodes.open(files(path), hook);
        return new ExternalCodes(codes, codes.document());
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.list(path)) {
            List<Path> parts = files.filter(
                            file -> file.getFileName().toString().matches("part-\\d+\\.safetensors"))
                    .sorted()
                    .toList();
            return parts.isEmpty() ? List.of(path.resolve("part-00000.safetensors")) : parts;
        }
    }
}
