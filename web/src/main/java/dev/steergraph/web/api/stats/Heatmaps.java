package dev.steergraph.web.api.stats;

import dev.steergraph.core.id.FeatureSite;
import dev.steergraph.web.api.run.Parameters;
import dev.steergraph.web.api.run.Place;
import dev.steergraph.web.api.run.PlaceParameters;
import dev.steergraph.web.api.run.RunFinder;
import dev.steergraph.web.api.stats.Heatmap.Cell;
import dev.steergraph.web.api.stats.Heatmap.CommunitySize;
import dev.steergraph.web.graph.Arguments;
import dev.steergraph.web.graph.Graph;
import dev.steergraph.web.http.Parameter;
import dev.steergraph.web.http.Resource;
import dev.steergraph.web.http.Route;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Correlations between two layers, or two sets, by community. */
public final class Heatmaps implements Resource {

    private static final int MAX_CELLS = 50_000;

    private static final Parameter<Integer> LA =
            Parameter.integer("la", "The layer of the rows", 0, Parameters.MAX_LAYER);
    private static final Parameter<Integer> LB =
            Parameter.integer("lb", "The layer of the columns", 0, Parameters.MAX_LAYER);
    private static final Parameter<Optional<FeatureSite>> SITE_A =
            PlaceParameters.site("siteA", "The site of the rows, in their layer");
    private static final Parameter<Optional<FeatureSite>> SITE_B =
            PlaceParameters.site("siteB", "The site of the columns, in their layer");
    private static final Parameter<Optional<String>> SET_A =
            PlaceParameters.set("setA", "The set of the rows; otherwise all sets of their layer");
    private static final Parameter<Optional<String>> SET_B =
            PlaceParameters.set("setB", "The set of the columns; otherwise all sets of their layer");
    private static final Parameter<Metric> METRIC = Parameter.choice(
                    "metric", "What is averaged", List.of(Metric.R, Metric.MI))
            .withDefault(Metric.R);
    private static final Parameter<Integer> SIZE = Parameter.integer(
                    "size", "How many rows and columns at most, the largest communities", 1, 100)
            .withDefault(30);
    private static final Parameter<HeatmapFile> FORMAT = Parameter.choice(
                    "format",
                    "csv has a line for each cell; npy is float64[rows, columns] of means, NaN where nothing correlates",
                    List.of(HeatmapFile.values()))
            .withDefault(HeatmapFile.JSON);

    private record CommunityPair(
            @Nullable Integer a,
            @Nullable Integer b,
            long pairs,
            @Nullable Double mean,
            double strongest) {

        /** Nothing if one of the two is no community that is shown. */
        Optional<Cell> shown(Set<Integer> rows, Set<Integer> columns) {
            return a != null && b != null && rows.contains(a) && columns.contains(b)
                    ? Optional.of(new Cell(a, b, pairs, mean, strongest))
                    : Optional.empty();
        }
    }

    private final Graph graph;
    private final RunFinder runs;

    public Heatmaps(Graph graph, RunFinder runs) {
        this.graph = graph;
        this.runs = runs;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get(
                        "/api/stats/heatmap",
                        "heatmap",
                        "How the communities of two layers, or sets of them, correlate",
                        this::show)
                .takes(Parameters.MODEL, Parameters.RUN, LA, SITE_A, SET_A, LB, SITE_B, SET_B, METRIC, SIZE, FORMAT)
                .answers(Heatmap.class)
                .orFiles(HeatmapFile.mediaTypes())
                .refuses(404));
    }

    private void show(Context ctx) throws IOException {
        Place rows = new Place(Optional.of(LA.of(ctx)), SITE_A.of(ctx), SET_A.of(ctx));
        Place columns = new Place(Optional.of(LB.of(ctx)), SITE_B.of(ctx), SET_B.of(ctx));
        int size = SIZE.of(ctx);
        Metric metric = METRIC.of(ctx);
        HeatmapFile format = FORMAT.of(ctx);
        String run = runs.of(ctx).id();
        Heatmap heatmap = heatmap(run, rows, columns, metric, size);
        format.send(
                ctx,
                heatmap,
                "steergraph-" + run + "-layers-" + name(rows) + "-" + name(columns) + "-" + metric.label());
    }

    /** A part of a file's name. */
    private static String name(Place place) {
        return Stream.of(
                        place.layer().map(String::valueOf),
                        place.site().map(FeatureSite::toString),
                        place.set().map(set -> set.replaceAll("[^A-Za-z0-9._-]", "_")))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("-"));
    }

    private Heatmap heatmap(String run, Place rowPlace, Place columnPlace, Metric metric, int size) {
        List<CommunitySize> rows = largest(run, rowPlace, size);
        List<CommunitySize> columns = largest(run, columnPlace, size);
        Arguments arguments = columnPlace
                .inB(rowPlace.inA(Arguments.of("run", run)))
                .with("metric", metric.label())
                .with("limit", MAX_CELLS);
        Set<Integer> shownRows = communities(rows);
        Set<Integer> shownColumns = communities(columns);
        long total = 0;
        List<Cell> cells = new ArrayList<>();
        for (CommunityPair pair : graph.rows("heatmap", arguments, CommunityPair.class)) {
            total += pair.pairs();
            pair.shown(shownRows, shownColumns).ifPresent(cells::add);
        }
        long shown = cells.stream().mapToLong(Cell::pairs).sum();
        return new Heatmap(
                rowPlace.layer().orElseThrow(),
                columnPlace.layer().orElseThrow(),
                metric,
                rows,
                columns,
                cells,
                total,
                total > shown);
    }

    private List<CommunitySize> largest(String run, Place place, int size) {
        return graph.rows(
                "heatmap-communities", place.in(Arguments.of("run", run)).with("limit", size), CommunitySize.class);
    }

    private static Set<Integer> communities(List<CommunitySize> shown) {
        return shown.stream().map(CommunitySize::community).collect(Collectors.toSet());
    }
}
