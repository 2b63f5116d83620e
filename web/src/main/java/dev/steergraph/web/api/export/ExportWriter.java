package dev.steergraph.web.api.export;

import dev.steergraph.analytics.exchange.subgraph.Subgraph;
import dev.steergraph.core.io.Folders;
import dev.steergraph.web.api.feature.FeatureKeys;
import dev.steergraph.web.api.run.Run;
import dev.steergraph.web.http.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes subgraphs in the formats of exports, by way of files that do not outlive the request. */
final class ExportWriter {

    private static final int MAX_STEERED = FeatureKeys.MAX_KEYS;

    private final Optional<RecipeWriter> recipes;

    ExportWriter(Optional<RecipeWriter> recipes) {
        this.recipes = recipes;
    }

    /** @throws Problem if this format cannot be made of the run here */
    void check(ExportFormat format, Run run) {
        if (format == ExportFormat.RECIPE
                && !recipes.map(writer -> writer.hasVectors(run.id())).orElse(false)) {
            throw new Problem(
                    409,
                    "a recipe needs the SAEs of run \"" + run.id()
                            + "\", whose files are not where this explorer runs; start it with steergraph serve --run"
                            + " DIR, or choose another format");
        }
    }

    /** What the file holds; of several files a zip. */
    byte[] bytes(Subgraph subgraph, ExportRequest request) throws IOException {
        Path folder = Files.createTempDirectory("steergraph-export");
        try {
            Path target = folder.resolve("export");
            write(subgraph, request, target);
            return Files.isDirectory(target) ? zip(target) : Files.readAllBytes(target);
        } finally {
            Folders.delete(folder);
        }
    }

    private void write(Subgraph subgraph, ExportRequest request, Path target) throws IOException {
        if (request.format().format().isPresent()) {
            request.format().format().get().write(subgraph, target);
            return;
        }
        RecipeWriter writer = recipes.orElseThrow(
                () -> new Problem(409, "this explorer was started without what writes for steering tools"));
        if (subgraph.features().size() > MAX_STEERED) {
            throw new Problem(
                    413,
                    subgraph.features().size() + " features are more than the explorer steers with (" + MAX_STEERED
                            + "); choose fewer");
        }
        if (request.format() == ExportFormat.RECIPE) {
            writer.recipe(subgraph, request.coefficientOrDefault(), request.blocksOrDefault(), target);
        } else {
            writer.neuronpedia(subgraph, request.coefficientOrDefault(), target);
        }
    }

    private static byte[] zip(Path folder) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes);
                Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                zip.putNextEntry(new ZipEntry(file.getFileName().toString()));
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
