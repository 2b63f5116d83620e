package dev.steergraph.cli.command;

import dev.steergraph.analytics.exchange.subgraph.SubgraphFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code export} writes: a part of the graph in a format for others or for steering, or a whole run for neo4j-admin. */
enum ExportFormat {
    JSON(SubgraphFormat.JSON),
    GRAPHML(SubgraphFormat.GRAPHML),
    GEXF(SubgraphFormat.GEXF),
    CSV(SubgraphFormat.CSV),
    CX2(SubgraphFormat.CX2),
    NPZ(SubgraphFormat.NPZ),
    CIRCUIT_TRACER(SubgraphFormat.CIRCUIT_TRACER),
    RECIPE(null),
    NEURONPEDIA_STEER(null),
    NEO4J_ADMIN(null);

    private final @Nullable SubgraphFormat subgraph;

    ExportFormat(@Nullable SubgraphFormat subgraph) {
        this.subgraph = subgraph;
    }

    /** Null for what is for steering and for neo4j-admin. */
    @Nullable
    SubgraphFormat subgraph() {
        return subgraph;
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
