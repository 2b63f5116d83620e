package dev.steergraph.web;

import dev.steergraph.analytics.exchange.subgraph.Selection;
import dev.steergraph.analytics.exchange.subgraph.Subgraph;
import dev.steergraph.analytics.exchange.subgraph.SubgraphReader;
import dev.steergraph.analytics.path.SteeringPath;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.RunId;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Sends a part of the graph as a file; formats of several files as a zip. */
final class Exports {

    private static final int MOST_FEATURES = 20_000;
    private static final int MOST_EDGES = 200_000;

    private final ExplorerConfig config;
    private final Runs runs;
    private final Features features;
    private final Paths paths;

    Exports(ExplorerConfig config, Runs runs, Features features, Paths paths) {
        this.config = config;
        this.runs = runs;
        this.features = features;
        this.paths = paths;
    }

    /** {@code POST /api/export} with an {@link ExportRequest} */
    void write(Context ctx) throws IOException {
        ExportRequest request = ctx.bodyAsClass(ExportRequest.class);
        ExportFile format = ExportFile.of(request.format());
        Run run = runs.of(request.model(), request.run());
        if (format == ExportFile.RECIPE
                && !config.recipes().map(r -> r.hasVectors(run.id())).orElse(false)) {
            throw new Problem(
                    409,
                    "a recipe needs the SAEs of run \"" + run.id()
                            + "\", whose files are not where this explorer runs; start it with steergraph serve --run DIR,"
                            + " or choose another format");
        }
        Subgraph subgraph = read(run, request);
        if (subgraph.features().size() > MOST_FEATURES || subgraph.edges().size() > MOST_EDGES) {
            throw new Problem(
                    413,
                    String.format(
                            "%,d features with %,d correlations are more than the explorer sends (%,d and %,d); use steergraph export",
                            subgraph.features().size(), subgraph.edges().size(), MOST_FEATURES, MOST_EDGES));
        }
        ctx.header(
                "Content-Disposition", "attachment; filename=\"steergraph-" + run.id() + "." + format.ending() + "\"");
        ctx.contentType(format.contentType()).result(bytes(subgraph, format, request));
    }

    /** {@code POST /api/export/count} with an {@link ExportRequest}: how much its file would hold */
    void count(Context ctx) {
        ExportRequest request = ctx.bodyAsClass(ExportRequest.class);
        Subgraph subgraph = read(runs.of(request.model(), request.run()), request);
        ctx.json(Map.of(
                "features", subgraph.features().size(),
                "correlations", subgraph.edges().size()));
    }

    private Subgraph read(Run run, ExportRequest request) {
        return SubgraphReader.read(
                config.driver(),
                config.database(),
                new RunId(run.id()),
                selection(run, request),
                config.queryTimeout());
    }

    private Selection selection(Run run, ExportRequest request) {
        if (request.features() != null) {
            return new Selection.Features(request.features());
        }
        if (request.community() != null) {
            return new Selection.OfCommunity(request.community());
        }
        if (request.around() != null) {
            return new Selection.Neighbourhood(
                    request.around().key(), request.around().hops());
        }
        ExportRequest.Between between = request.paths();
        String from = features.key(run, between.from());
        String to = features.key(run, between.to());
        if (from.equals(to)) {
            throw new UserError("a path needs two features; " + between.to() + " is both its ends");
        }
        List<SteeringPath> found = paths.best(run, from, to, between.k(), between.maxHops(), between.minAbsR());
        List<Integer> only = between.only();
        return new Selection.Paths(
                only == null
                        ? found
                        : IntStream.range(0, found.size())
                                .filter(only::contains)
                                .mapToObj(found::get)
                                .toList());
    }

    private byte[] bytes(Subgraph subgraph, ExportFile format, ExportRequest request) throws IOException {
        Path folder = Files.createTempDirectory("steergraph-export");
        try {
            Path target = folder.resolve("export");
            write(subgraph, format, request, target);
            return Files.isDirectory(target) ? zip(target) : Files.readAllBytes(target);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void write(Subgraph subgraph, ExportFile format, ExportRequest request, Path target) throws IOException {
        if (format.format() != null) {
            format.format().write(subgraph, target);
            return;
        }
        RecipeWriter recipes = config.recipes()
                .orElseThrow(
                        () -> new Problem(409, "this explorer was started without what writes for steering tools"));
        if (subgraph.features().size() > Neighbours.MOST_NODES) {
            throw new Problem(
                    413,
                    subgraph.features().size() + " features are more than the explorer steers with ("
                            + Neighbours.MOST_NODES + "); choose fewer");
        }
        if (format == ExportFile.RECIPE) {
            recipes.recipe(subgraph, request.strength(), request.blocks(), target);
        } else {
            recipes.neuronpedia(subgraph, request.strength(), target);
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
