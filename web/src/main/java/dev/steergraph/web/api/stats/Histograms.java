package dev.steergraph.web.api.stats;

import dev.steergraph.web.api.feature.Bin;
import dev.steergraph.web.api.run.Parameters;
import dev.steergraph.web.api.run.PlaceParameters;
import dev.steergraph.web.api.run.RunFinder;
import dev.steergraph.web.graph.Arguments;
import dev.steergraph.web.graph.Graph;
import dev.steergraph.web.http.Parameter;
import dev.steergraph.web.http.Resource;
import dev.steergraph.web.http.Route;
import dev.steergraph.web.openapi.Schema;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;

/** Distributions of numbers, as the graph holds them. */
public final class Histograms implements Resource {

    private static final Parameter<Metric> METRIC = Parameter.choice(
                    "metric",
                    "r or mi of correlations, or the decimal logarithm of features' densities",
                    List.of(Metric.values()))
            .withDefault(Metric.R);
    private static final PlaceParameters PLACE = new PlaceParameters(
            Parameters.layer("layer", "Features of this layer, or correlations with an end in it"),
            PlaceParameters.site("site", "The same of a site"),
            PlaceParameters.set("set", "The same of the set of this name"));
    private static final Parameter<Integer> BINS =
            Parameter.integer("bins", "How many bins", 2, 200).withDefault(40);

    /** Bins of equal width from the smallest value to the largest; none if there are no values. */
    record Histogram(
            Metric metric,
            List<Bin> bins,
            @Schema(description = "How many values") long total) {}

    private record Counted(double low, double high, int bin, long count) {}

    private final Graph graph;
    private final RunFinder runs;

    public Histograms(Graph graph, RunFinder runs) {
        this.graph = graph;
        this.runs = runs;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/api/stats/histogram", "histogram", "How a number is distributed", this::show)
                .takes(Parameters.MODEL, Parameters.RUN, METRIC, BINS, PLACE.layer(), PLACE.site(), PLACE.set())
                .answers(Histogram.class)
                .refuses(404));
    }

    private void show(Context ctx) {
        int number = BINS.of(ctx);
        Metric metric = METRIC.of(ctx);
        String query = metric == Metric.DENSITY ? "histogram-features" : "histogram-edges";
        Arguments arguments = PLACE.of(ctx)
                .in(Arguments.of("run", runs.of(ctx).id()))
                .with("metric", metric.label())
                .with("bins", number);
        List<Counted> rows = graph.rows(query, arguments, Counted.class);
        ctx.json(new Histogram(
                metric,
                bins(rows, number),
                rows.stream().mapToLong(Counted::count).sum()));
    }

    private static List<Bin> bins(List<Counted> rows, int number) {
        List<Bin> bins = new ArrayList<>();
        if (!rows.isEmpty()) {
            long[] counts = new long[number];
            rows.forEach(row -> counts[row.bin()] = row.count());
            double low = rows.get(0).low();
            double width = (rows.get(0).high() - low) / number;
            for (int bin = 0; bin < number; bin++) {
                bins.add(new Bin(low + bin * width, low + (bin + 1) * width, counts[bin]));
            }
        }
        return bins;
    }
}
