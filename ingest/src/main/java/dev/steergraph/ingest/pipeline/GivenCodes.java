package dev.steergraph.ingest.pipeline;

import dev.steergraph.cypher.HookPoint;
import dev.steergraph.ingest.exchange.DelphiCache;
import dev.steergraph.ingest.store.CodeRows;
import dev.steergraph.ingest.store.MappedCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Codes that belong to no run.
 *
 * @param document int[rows], the document of each row; null if nothing says it
 */
record GivenCodes(CodeRows codes, int[] document) {

    /**
     * A file of codes, a folder of {@code part-*.safetensors}, or a module's folder in delphi's cache.
     *
     * @throws dev.steergraph.cypher.UserError if it is none of them
     */
    static GivenCodes open(Path path, HookPoint hook) throws IOException {
        if (DelphiCache.isOne(path)) {
            DelphiCache.Content cache = DelphiCache.read(path, hook);
            return new GivenCodes(cache.codes(), cache.document());
        }
        MappedCodes codes = MappedCodes.open(files(path), hook);
        return new GivenCodes(codes, codes.document());
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
