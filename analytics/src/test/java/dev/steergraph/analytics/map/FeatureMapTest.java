package dev.steergraph.analytics.map;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.analytics.fixture.PlantedRun;
import dev.steergraph.analytics.fixture.SharedGraph;
import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.core.id.RunId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedGraph.class)
class FeatureMapTest {

    @Test
    void correlatesLieTogetherAndASeedDecidesEverything(GraphConnection graph) {
        PlantedRun planted = new PlantedRun("map", 12, 30);
        planted.load(graph, 1);
        MapReport report = FeatureMap.write(graph.driver(), graph.database(), new RunId("map"), 3);
        List<List<Object>> first = places(graph);
        assertThat(report.features()).isEqualTo(363);
        assertThat(report.isolated()).isEqualTo(3);
        assertThat(report.nearest()).isGreaterThan(0.8);
        assertThat(report.random()).isBetween(0.08, 0.2);
        assertThat(first).hasSize(363).doesNotHaveDuplicates();

        planted.load(graph, 2);
        FeatureMap.write(graph.driver(), graph.database(), new RunId("map"), 3);
        assertThat(places(graph)).isEqualTo(first);
        FeatureMap.write(graph.driver(), graph.database(), new RunId("map"), 4);
        assertThat(places(graph)).isNotEqualTo(first);
    }

    @Test
    void aRunWithoutCorrelationsHasPlacesButNoShare(GraphConnection graph) {
        new PlantedRun("map-none", 1, 1).load(graph, 1);
        MapReport report = FeatureMap.write(graph.driver(), graph.database(), new RunId("map-none"), 3);
        assertThat(report.isolated()).isEqualTo(report.features()).isEqualTo(4);
        assertThat(report.nearest()).isNull();
    }

    private static List<List<Object>> places(GraphConnection graph) {
        return graph
                .driver()
                .executableQuery("MATCH (f:Feature {run: $run}) RETURN f.x AS x, f.y AS y ORDER BY f.key")
                .withParameters(Map.of("run", "map"))
                .execute()
                .records()
                .stream()
                .map(row ->
                        List.of((Object) row.get("x").asDouble(), row.get("y").asDouble()))
                .toList();
    }
}
