package dev.steergraph.web.api.feature;

import dev.steergraph.web.api.run.Parameters;
import dev.steergraph.web.api.run.RunFinder;
import dev.steergraph.web.graph.Arguments;
import dev.steergraph.web.graph.Graph;
import dev.steergraph.web.http.Problem;
import dev.steergraph.web.http.Resource;
import dev.steergraph.web.http.Route;
import dev.steergraph.web.openapi.Schema;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Every feature of a run at its place on the map, column by column. The answer for the run asked for last is kept, as text,
 * until the run or its map changes: 65,536 rows take the database longer than a person likes to wait.
 */
public final class FeatureMaps implements Resource {

    private static final int MAX_POINTS = 200_000;

    /**
     * @param sets the SAEs
     * @param set of each point, which of {@code sets} it belongs to
     */
    record FeatureMap(
            String run,
            String model,
            long total,

            @Schema(
                    description = "Fraction of a feature's 10 strongest correlates among its 50 nearest points, on"
                            + " average; null before a layout")
            @Nullable
            Double nearest,

            @Schema(description = "The same of chance; null before a layout") @Nullable
            Double random,

            @Schema(description = "How many features correlate with no other; they lie on a ring around the others")
            long isolated,

            boolean truncated,
            List<MapSet> sets,
            List<Integer> set,
            List<Integer> index,
            @Schema(description = "-1 is none") List<Integer> community,
            List<Double> x,
            List<Double> y,
            List<Float> density) {}

    /** An SAE on the map. */
    record MapSet(
            int layer, @Nullable Integer depth, @Nullable String site, String sae) {}

    private record MapRun(
            String run,
            String model,
            @Nullable String createdAt,
            @Nullable String mapAt,
            @Nullable Double nearest,
            @Nullable Double random,
            long isolated,
            long total) {}

    private record Points(
            int layer,
            @Nullable Integer depth,
            @Nullable String site,
            String sae,
            List<Integer> index,
            List<Double> x,
            List<Double> y,
            List<Integer> community,
            List<Double> density) {}

    private record Latest(MapRun run, byte[] json) {}

    private final Graph graph;
    private final RunFinder runs;
    private @Nullable Latest latest;

    public FeatureMaps(Graph graph, RunFinder runs) {
        this.graph = graph;
        this.runs = runs;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get(
                        "/api/map",
                        "map",
                        "Every feature of a run at its place on the map, column by column",
                        this::show)
                .takes(Parameters.MODEL, Parameters.RUN)
                .answers(FeatureMap.class)
                .refuses(404));
    }

    private void show(Context ctx) {
        String run = runs.of(ctx).id();
        MapRun map = graph.row("map-run", Arguments.of("run", run), MapRun.class)
                .orElseThrow(() ->
                        Problem.notFound("the graph holds no run \"" + run + "\"; the start page lists what it holds"));
        ctx.contentType("application/json").result(json(ctx, map));
    }

    /** One at a time: two requests for the same map must not read it twice. */
    private synchronized byte[] json(Context ctx, MapRun map) {
        Latest known = latest;
        if (known == null || !known.run().equals(map)) {
            known = new Latest(
                    map,
                    ctx.jsonMapper().toJsonString(body(map), FeatureMap.class).getBytes(StandardCharsets.UTF_8));
            latest = known;
        }
        return known.json();
    }

    private FeatureMap body(MapRun map) {
        List<Points> rows = graph.rows("map", Arguments.of("run", map.run()).with("limit", MAX_POINTS), Points.class);
        List<Integer> set = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            set.addAll(Collections.nCopies(rows.get(i).index().size(), i));
        }
        return new FeatureMap(
                map.run(),
                map.model(),
                map.total(),
                map.nearest(),
                map.random(),
                map.isolated(),
                map.total() > set.size(),
                rows.stream()
                        .map(row -> new MapSet(row.layer(), row.depth(), row.site(), row.sae()))
                        .toList(),
                set,
                column(rows, Points::index),
                column(rows, Points::community),
                column(rows, Points::x).stream().map(FeatureMaps::rounded).toList(),
                column(rows, Points::y).stream().map(FeatureMaps::rounded).toList(),
                column(rows, Points::density).stream().map(Double::floatValue).toList());
    }

    private static <T> List<T> column(List<Points> rows, Function<Points, List<T>> values) {
        return rows.stream().flatMap(row -> values.apply(row).stream()).toList();
    }

    /** Three digits place a point to a fraction of a pixel; more would only be sent and thrown away. */
    private static double rounded(double coordinate) {
        return Math.round(coordinate * 1e3) / 1e3;
    }
}
