package dev.steergraph.analytics.exchange.subgraph;

import dev.steergraph.core.table.EdgeColumn;
import dev.steergraph.core.table.EdgeWeight;
import dev.steergraph.core.table.FeatureColumn;
import dev.steergraph.core.table.TableColumn;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What tables and GraphML tell of features and edges, in order. */
final class Columns {

    /** @param type GraphML's name of the type */
    record Column<T>(String name, String type, Function<T, @Nullable Object> value) {

        static <T> Column<T> of(TableColumn column, Function<T, @Nullable Object> value) {
            String type =
                    switch (column.type()) {
                        case INTEGER -> "int";
                        case BIGINT -> "long";
                        case DOUBLE -> "double";
                        case VARCHAR -> "string";
                    };
            return new Column<>(column.property(), type, value);
        }
    }

    static final List<Column<SubgraphFeature>> FEATURE = List.of(
            new Column<>("key", "string", SubgraphFeature::key),
            new Column<>("label", "string", SubgraphFeature::label),
            new Column<>("model", "string", SubgraphFeature::model),
            new Column<>("hook", "string", SubgraphFeature::hook),
            Column.of(FeatureColumn.LAYER, SubgraphFeature::layer),
            Column.of(FeatureColumn.INDEX, SubgraphFeature::index),
            new Column<>("sae", "string", SubgraphFeature::sae),
            new Column<>("site", "string", SubgraphFeature::site),
            Column.of(FeatureColumn.DENSITY, SubgraphFeature::density),
            Column.of(FeatureColumn.MEAN, SubgraphFeature::mean),
            Column.of(FeatureColumn.SD, SubgraphFeature::sd),
            Column.of(FeatureColumn.MAX, SubgraphFeature::max),
            Column.of(FeatureColumn.ROWS_ACTIVE, SubgraphFeature::rowsActive),
            new Column<>("community", "int", SubgraphFeature::community),
            new Column<>("communityPath", "string", Columns::communityPath),
            new Column<>("pageRank", "double", SubgraphFeature::pageRank),
            new Column<>("degree", "long", SubgraphFeature::degree),
            new Column<>("strength", "double", SubgraphFeature::weightedDegree),
            new Column<>("explanation", "string", SubgraphFeature::explanation),
            new Column<>("explanationSource", "string", SubgraphFeature::explanationSource),
            new Column<>("neuronpedia", "string", SubgraphFeature::neuronpedia));

    static final List<Column<SubgraphEdge>> EDGE = List.of(
            new Column<>("source", "string", SubgraphEdge::source),
            new Column<>("target", "string", SubgraphEdge::target),
            Column.of(EdgeColumn.R, SubgraphEdge::r),
            new Column<>("weight", "double", e -> EdgeWeight.absR(e.r())),
            new Column<>("sign", "int", e -> EdgeWeight.sign(e.r())),
            Column.of(EdgeColumn.MI, SubgraphEdge::mi),
            Column.of(EdgeColumn.NMI, SubgraphEdge::nmi),
            Column.of(EdgeColumn.N11, SubgraphEdge::coactivations),
            Column.of(EdgeColumn.DOCUMENTS, SubgraphEdge::documents));

    private Columns() {}

    /** Numbers joined by slashes, finest first. */
    private static @Nullable Object communityPath(SubgraphFeature feature) {
        return feature.communityPath() == null
                ? null
                : feature.communityPath().stream().map(String::valueOf).collect(Collectors.joining("/"));
    }
}
