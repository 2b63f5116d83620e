package dev.steergraph.analytics.structure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.analytics.fixture.OddFeatures;
import dev.steergraph.analytics.fixture.PlantedRun;
import dev.steergraph.analytics.fixture.SharedGraph;
import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.cypher.RunId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.neo4j.driver.Record;

@ExtendWith(SharedGraph.class)
class StructureTest {

    @Test
    void placesEveryFeature(GraphConnection graph) {
        PlantedRun planted = new PlantedRun("structure", 3, 10);
        planted.load(graph, 1);
        OddFeatures.load(graph, planted.run());
        StructureReport report = Structure.write(graph.driver(), graph.database(), new RunId(planted.run()));

        // The planted groups hang together; the odd features are two stars of three.
        assertThat(report.components()).isEqualTo(3);
        assertThat(report.largest()).isEqualTo(30);
        assertThat(report.features()).isEqualTo(36);
        assertThat(report.highestCore()).isGreaterThan(2);

        Record centre = feature(graph, planted, 901);
        assertThat(centre.get("articulation").asBoolean()).isTrue();
        assertThat(centre.get("core").asInt()).isEqualTo(1);
        // One pair of leaves, whose only shortest path runs through the centre.
        assertThat(centre.get("betweenness").asDouble()).isEqualTo(1);
        assertThat(centre.get("component").asInt()).isBetween(1, 2);
        Record leaf = feature(graph, planted, 902);
        assertThat(leaf.get("articulation").asBoolean()).isFalse();
        assertThat(leaf.get("betweenness").asDouble()).isZero();
        assertThat(leaf.get("component")).isEqualTo(centre.get("component"));
        // The one that correlates with nothing.
        assertThat(feature(graph, planted, 907).get("component").isNull()).isTrue();
    }

    @Test
    void aRunWithoutCorrelationsLosesWhatItHad(GraphConnection graph) {
        PlantedRun planted = new PlantedRun("structure-gone", 2, 6);
        planted.load(graph, 1);
        OddFeatures.load(graph, planted.run());
        RunId run = new RunId(planted.run());
        Structure.write(graph.driver(), graph.database(), run);
        graph.driver()
                .executableQuery("MATCH (:Feature {run: $run})-[c:CORRELATES]->() DELETE c")
                .withParameters(Map.of("run", planted.run()))
                .execute();
        assertThat(Structure.write(graph.driver(), graph.database(), run).features())
                .isZero();
        assertThat(feature(graph, planted, 901).get("core").isNull()).isTrue();
    }

    private static Record feature(GraphConnection graph, PlantedRun run, int index) {
        return graph.driver()
                .executableQuery("MATCH (f:Feature {run: $run, index: $index}) RETURN f.component AS component, "
                        + "f.core AS core, f.betweenness AS betweenness, f.articulation AS articulation")
                .withParameters(Map.of("run", run.run(), "index", index))
                .execute()
                .records()
                .get(0);
    }
}
