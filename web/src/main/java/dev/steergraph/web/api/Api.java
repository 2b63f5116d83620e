package dev.steergraph.web.api;

import dev.steergraph.steering.host.ModelHost;
import dev.steergraph.web.api.community.Communities;
import dev.steergraph.web.api.community.CommunityComparison;
import dev.steergraph.web.api.export.Exports;
import dev.steergraph.web.api.export.RecipeWriter;
import dev.steergraph.web.api.feature.FeatureFinder;
import dev.steergraph.web.api.feature.FeatureMaps;
import dev.steergraph.web.api.feature.FeatureSearch;
import dev.steergraph.web.api.feature.FeatureView;
import dev.steergraph.web.api.feature.Neighbours;
import dev.steergraph.web.api.pair.PairCounts;
import dev.steergraph.web.api.pair.Pairs;
import dev.steergraph.web.api.pair.Reviews;
import dev.steergraph.web.api.path.PathFinder;
import dev.steergraph.web.api.path.Paths;
import dev.steergraph.web.api.path.SteeringGraphs;
import dev.steergraph.web.api.run.RunFinder;
import dev.steergraph.web.api.run.Runs;
import dev.steergraph.web.api.selection.Selections;
import dev.steergraph.web.api.selection.Submatrices;
import dev.steergraph.web.api.stats.Heatmaps;
import dev.steergraph.web.api.stats.Histograms;
import dev.steergraph.web.api.steer.Models;
import dev.steergraph.web.api.steer.OwnTexts;
import dev.steergraph.web.api.steer.Steering;
import dev.steergraph.web.graph.Database;
import dev.steergraph.web.graph.Graph;
import dev.steergraph.web.http.Resource;
import dev.steergraph.web.http.Route;
import java.util.List;
import java.util.Optional;

/** All resources of the explorer's API. */
public final class Api {

    private final List<Resource> resources;

    /**
     * @param recipes who writes steering recipes, if anybody can
     * @param models who has the models of runs, if anybody does
     */
    public Api(Database database, Graph graph, Optional<RecipeWriter> recipes, Optional<ModelHost> models) {
        RunFinder runs = new RunFinder(graph);
        FeatureFinder features = new FeatureFinder(graph, runs);
        PairCounts counts = new PairCounts(graph);
        PathFinder paths = new PathFinder(features, new SteeringGraphs(database, graph));
        resources = List.of(
                new Health(graph),
                new Runs(graph, run -> recipes.map(writer -> writer.hasVectors(run))
                        .orElse(false)),
                new FeatureMaps(graph, runs),
                new FeatureSearch(features, runs),
                new FeatureView(graph, features),
                new Neighbours(graph, features),
                new Paths(runs, features, paths),
                new Communities(graph, runs),
                new CommunityComparison(graph, runs),
                new Pairs(graph, runs, counts),
                new Heatmaps(graph, runs),
                new Histograms(graph, runs),
                new Reviews(graph, runs),
                new Selections(graph, runs),
                new Submatrices(graph, features),
                new Exports(database, runs, paths, recipes),
                new Models(runs, models),
                new Steering(graph, runs, features, models),
                new OwnTexts(graph, runs, models));
    }

    /** In the order in which they are described. */
    public List<Route> routes() {
        return resources.stream()
                .flatMap(resource -> resource.routes().stream())
                .toList();
    }
}
