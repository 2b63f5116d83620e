package dev.steergraph.analytics.exchange.subgraph;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What tables and GraphML tell of features and edges, in order. */
final class Columns {

    /** @param type GraphML's name of the type */
    record Column<T>(String name, String type, Function<T, @Nullable Object> value) {}

    static final List<Column<SubgraphFeature>> FEATURE = List.of(
            new Column<>("key", "string", SubgraphFeature::key),
            new Column<>("label", "string", SubgraphFeature::label),
            new Column<>("model", "string", SubgraphFeature::model),
            new Column<>("hook", "string", SubgraphFeature::hook),
            new Column<>("layer", "int", SubgraphFeature::layer),
            new Column<>("index", "int", SubgraphFeature::index),
            new Column<>("sae", "string", SubgraphFeature::sae),
            new Column<>("density", "double", SubgraphFeature::density),
            new Column<>("mean", "double", SubgraphFeature::mean),
            new Column<>("sd", "double", SubgraphFeature::sd),
            new Column<>("max", "double", SubgraphFeature::max),
            new Column<>("rowsActive", "long", SubgraphFeature::rowsActive),
            new Column<>("community", "int", SubgraphFeature::community),
            new Column<>("communityPath", "string", Columns::communityPath),
            new Column<>("pageRank", "double", SubgraphFeature::pageRank),
            new Column<>("degree", "long", SubgraphFeature::degree),
            new Column<>("strength", "double", SubgraphFeature::weightedDegree));

    static final List<Column<SubgraphEdge>> EDGE = List.of(
            new Column<>("source", "string", SubgraphEdge::source),
            new Column<>("target", "string", SubgraphEdge::target),
            new Column<>("r", "double", SubgraphEdge::r),
            new Column<>("weight", "double", e -> Math.abs(e.r())),
            new Column<>("sign", "int", e -> e.r() < 0 ? -1 : 1),
            new Column<>("mi", "double", SubgraphEdge::mi),
            new Column<>("nmi", "double", SubgraphEdge::nmi),
            new Column<>("n11", "long", SubgraphEdge::coactivations),
            new Column<>("documents", "long", SubgraphEdge::documents));

    private Columns() {}

    /** Numbers joined by slashes, finest first. */
    private static @Nullable Object communityPath(SubgraphFeature feature) {
        return feature.communityPath() == null
                ? null
                : feature.communityPath().stream().map(String::valueOf).collect(Collectors.joining("/"));
    }
}
