package dev.steergraph.analytics.community;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.steergraph.analytics.fixture.PlantedRun;
import dev.steergraph.analytics.fixture.SharedGraph;
import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.RunId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.neo4j.driver.Record;

@ExtendWith(SharedGraph.class)
class CommunityDetectionTest {

    private static final String STATE = """
            MATCH (f:Feature {run: $run})
            OPTIONAL MATCH (f)-[:MEMBER_OF]->(c:Community)
            WITH f, c ORDER BY c.level
            RETURN f.key AS key, f.community AS community, f.communityPath AS path, f.pageRank AS pageRank,
                   f.degree AS degree, f.strength AS strength, collect([c.id, c.size, c.label, c.level, c.number]) AS groups
            ORDER BY key""";

    @Test
    void plantedGroupsAreRecoveredAndLabelled(GraphConnection graph) {
        PlantedRun planted = new PlantedRun("planted", 4, 15);
        planted.load(graph, 1);
        CommunityReport report = detect(graph, planted, CommunityParameters.DEFAULT);

        assertThat(report.communities()).hasSize(4).allMatch(c -> c.size() == 15);
        assertThat(report.modularity()).isGreaterThan(report.nullModularity() + 0.3);
        assertThat(report.nullModularity()).isPositive();
        assertThat(report.features()).isEqualTo(60);
        assertThat(report.alone()).isEqualTo(3);
        Set<Object> labels = new HashSet<>();
        for (CommunitySummary community : report.communities()) {
            assertThat(community.layers().keySet()).containsExactly(1, 3, 5);
            assertThat(community.categories()).hasSize(1);
            assertThat(community.categories().get(0).share()).isEqualTo(1);
            assertThat(community.categories().get(0).base()).isEqualTo(0.25);
            labels.add(community.label() + " " + community.categories().get(0).category());
        }
        assertThat(labels)
                .containsExactlyInAnyOrder("dog noun.animal", "run verb.motion", "bread noun.food", "year noun.time");

        Map<Long, Set<Integer>> groupsOf = new HashMap<>();
        for (Record row : state(graph, planted)) {
            int feature = IntStream.range(0, planted.features() + 3)
                    .filter(i -> planted.key(i).equals(row.get("key").asString()))
                    .findFirst()
                    .orElseThrow();
            if (feature < planted.features()) {
                groupsOf.computeIfAbsent(row.get("community").asLong(), c -> new HashSet<>())
                        .add(feature % 4);
                assertThat(row.get("path").asList().get(row.get("path").size() - 1))
                        .isEqualTo(row.get("community").asLong());
                assertThat(row.get("groups").size()).isLessThanOrEqualTo(report.levels());
                assertThat(row.get("pageRank").asDouble()).isPositive();
            } else {
                assertThat(row.get("community").isNull()).isTrue();
                assertThat(row.get("degree").asInt()).isZero();
            }
        }
        assertThat(groupsOf).hasSize(4).allSatisfy((community, groups) -> assertThat(groups)
                .hasSize(1));
    }

    @Test
    void modularityIsThatOfTheDefinition(GraphConnection graph) {
        PlantedRun planted = new PlantedRun("modularity", 3, 9);
        planted.load(graph, 2);
        double reported = detect(graph, planted, CommunityParameters.DEFAULT).modularity();
        // Newman 2004: sum over communities of (weight inside / m) - (sum of strengths / 2m)^2, here in plain Cypher.
        double expected = graph.driver()
                .executableQuery("""
                        MATCH (:Feature {run: $run})-[c:CORRELATES]->(:Feature) WHERE c.r > 0
                        WITH sum(c.strength) AS m
                        MATCH (f:Feature {run: $run}) WHERE f.community IS NOT NULL
                        WITH m, f.community AS community, collect(f) AS members
                        WITH m, COLLECT { UNWIND members AS f MATCH (f)-[c:CORRELATES]->(g)
                                          WHERE c.r > 0 AND g.community = community RETURN c.strength } AS inside,
                             COLLECT { UNWIND members AS f MATCH (f)-[c:CORRELATES]-(:Feature) WHERE c.r > 0
                                       RETURN c.strength } AS ends
                        WITH m, reduce(s = 0.0, x IN inside | s + x) AS inside, reduce(s = 0.0, x IN ends | s + x) AS ends
                        RETURN sum(inside / m - (ends / (2 * m)) ^ 2) AS q""")
                .withParameters(Map.of("run", planted.run()))
                .execute()
                .records()
                .get(0)
                .get("q")
                .asDouble();
        assertThat(reported).isCloseTo(expected, within(1e-9)).isGreaterThan(0.3);
    }

    @Test
    void sameSeedSameResultWhateverTheOrderOfLoading(GraphConnection graph) {
        PlantedRun planted = new PlantedRun("same-seed", 6, 20);
        CommunityParameters fine = CommunityParameters.DEFAULT.withGamma(3);
        planted.load(graph, 1);
        CommunityReport first = detect(graph, planted, fine);
        List<Record> state = state(graph, planted);
        assertThat(detect(graph, planted, fine)).isEqualTo(first);
        assertThat(state(graph, planted)).isEqualTo(state);

        planted.load(graph, 99);
        assertThat(detect(graph, planted, fine)).isEqualTo(first);
        assertThat(state(graph, planted)).isEqualTo(state);
    }

    @Test
    void anotherRunIsLeftAloneAndAnUnknownOneIsAMistake(GraphConnection graph) {
        PlantedRun planted = new PlantedRun("left", 2, 6);
        PlantedRun other = new PlantedRun("right", 2, 6);
        planted.load(graph, 1);
        other.load(graph, 1);
        detect(graph, planted, CommunityParameters.DEFAULT);
        List<Record> state = state(graph, planted);
        detect(graph, other, CommunityParameters.DEFAULT.withSeed(8));
        assertThat(state(graph, planted)).isEqualTo(state);
        assertThatThrownBy(() -> detect(graph, new PlantedRun("nowhere", 1, 1), CommunityParameters.DEFAULT))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void graphsWithoutPositiveOrAnyCorrelationsHaveNoCommunities(GraphConnection graph) {
        PlantedRun negative = new PlantedRun("negative", 2, 6);
        negative.load(graph, 1);
        run(graph, negative, "MATCH (:Feature {run: $run})-[c:CORRELATES]->() SET c.r = -abs(c.r), c.sign = -1");
        CommunityReport report = detect(graph, negative, CommunityParameters.DEFAULT);
        assertThat(report.communities()).isEmpty();
        assertThat(report.alone()).isEqualTo(15);
        assertThat(state(graph, negative).get(0).get("pageRank").asDouble()).isPositive();

        run(graph, negative, "MATCH (:Feature {run: $run})-[c:CORRELATES]->() DELETE c");
        assertThat(detect(graph, negative, CommunityParameters.DEFAULT).communities())
                .isEmpty();
        assertThat(state(graph, negative).get(0).get("pageRank").isNull()).isTrue();
    }

    @Test
    void defaultsAndRangesArePinned() {
        assertThat(CommunityParameters.DEFAULT).isEqualTo(new CommunityParameters(1.0, 7, 1, 10));
        assertThatThrownBy(() -> CommunityParameters.DEFAULT.withGamma(0)).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> new CommunityParameters(1, 7, 5, 10)).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> new CommunityParameters(1, 7, 1, 0)).isInstanceOf(UserError.class);
    }

    private static CommunityReport detect(GraphConnection graph, PlantedRun planted, CommunityParameters parameters) {
        return CommunityDetection.run(graph.driver(), graph.database(), new RunId(planted.run()), parameters);
    }

    private static List<Record> state(GraphConnection graph, PlantedRun planted) {
        return run(graph, planted, STATE);
    }

    private static List<Record> run(GraphConnection graph, PlantedRun planted, String statement) {
        return graph.driver()
                .executableQuery(statement)
                .withParameters(Map.of("run", planted.run()))
                .execute()
                .records();
    }
}
