package dev.steergraph.analytics.community;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.analytics.fixture.OddFeatures;
import dev.steergraph.analytics.fixture.PlantedRun;
import dev.steergraph.analytics.fixture.SharedGraph;
import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.core.id.RunId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.neo4j.driver.Record;

@ExtendWith(SharedGraph.class)
class StructureTest {

    @Test
    void everyFeatureHasItsComponentCoreAndBetweenness(GraphConnection graph) {
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

    /** Each correlation is left out in turn, and its ends are looked for from each other. */
    @Test
    void bridgesAreThoseOfBruteForce(GraphConnection graph) {
        // Five groups of five are loose enough to hang together by single correlations here and there.
        PlantedRun planted = new PlantedRun("structure-bridges", 5, 5);
        planted.load(graph, 1);
        OddFeatures.load(graph, planted.run());
        RunId run = new RunId(planted.run());
        StructureReport report = Structure.write(graph.driver(), graph.database(), run);
        List<List<String>> all = correlations(graph, planted, "");
        Set<List<String>> expected = new HashSet<>();
        for (List<String> one : all) {
            if (!reaches(all, one)) {
                expected.add(one);
            }
        }
        assertThat(correlations(graph, planted, " {bridge: true}")).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(report.bridges()).isEqualTo(expected.size()).isBetween(4, all.size() - 1);
        assertThat(Structure.write(graph.driver(), graph.database(), run)).isEqualTo(report);
    }

    /** Sums of fractions over many sources: on several threads most features' last digits change from one time to the next. */
    @Test
    void betweennessIsTheSameToTheLastBitEveryTime(GraphConnection graph) {
        PlantedRun planted = new PlantedRun("structure-again", 12, 50);
        planted.load(graph, 1);
        RunId run = new RunId(planted.run());
        Structure.write(graph.driver(), graph.database(), run);
        List<Long> first = betweenness(graph, planted);
        assertThat(first).hasSize(600);
        assertThat(first.stream().distinct().count()).isGreaterThan(300);
        for (int again = 0; again < 3; again++) {
            Structure.write(graph.driver(), graph.database(), run);
            assertThat(betweenness(graph, planted)).isEqualTo(first);
        }
    }

    private static List<Long> betweenness(GraphConnection graph, PlantedRun planted) {
        return graph
                .driver()
                .executableQuery(
                        "MATCH (f:Feature {run: $run}) WHERE f.betweenness IS NOT NULL RETURN f.betweenness AS b ORDER"
                                + " BY f.key")
                .withParameters(Map.of("run", planted.run()))
                .execute()
                .records()
                .stream()
                .map(row -> Double.doubleToLongBits(row.get("b").asDouble()))
                .toList();
    }

    /** Whether the second end of a correlation can be reached from the first without it. */
    private static boolean reaches(List<List<String>> all, List<String> without) {
        Set<String> reached = new HashSet<>(Set.of(without.get(0)));
        int before = 0;
        while (before < reached.size()) {
            before = reached.size();
            for (List<String> one : all) {
                if (!one.equals(without) && (reached.contains(one.get(0)) || reached.contains(one.get(1)))) {
                    reached.addAll(one);
                }
            }
        }
        return reached.contains(without.get(1));
    }

    private static List<List<String>> correlations(GraphConnection graph, PlantedRun run, String which) {
        return graph
                .driver()
                .executableQuery("MATCH (a:Feature {run: $run})-[:CORRELATES" + which + "]->(b) RETURN a.key, b.key")
                .withParameters(Map.of("run", run.run()))
                .execute()
                .records()
                .stream()
                .map(row -> List.of(row.get(0).asString(), row.get(1).asString()))
                .toList();
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
