package dev.steergraph.ingest.correlate;

import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.codes.DelphiCache;
import dev.steergraph.core.codes.MappedCodes;
import dev.steergraph.core.codes.NamedCodes;
import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.PartOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
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
    static ExternalCodes open(Path path, FeatureSet set) throws IOException {
        HookPoint hook = HookPoint.residPost(set.layer());
        if (DelphiCache.isOne(path)) {
            DelphiCache.Content cache = DelphiCache.read(path, hook);
            return named(cache.codes(), set, cache.document());
        }
        MappedCodes codes = MappedCodes.open(files(path), hook);
        return named(codes, set, codes.document());
    }

    private static ExternalCodes named(CodeRows codes, FeatureSet set, int @Nullable [] document) {
        return new ExternalCodes(new NamedCodes(codes, codes.site(), set.sae()), document);
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.list(path)) {
            List<Path> parts = files.filter(
                            file -> file.getFileName().toString().matches("part-\\d+\\.safetensors"))
                    .sorted(Comparator.comparing(file -> file.getFileName().toString(), PartOrder.PATHS))
                    .toList();
            return parts.isEmpty() ? List.of(path.resolve("part-00000.safetensors")) : parts;
        }
    }
}
