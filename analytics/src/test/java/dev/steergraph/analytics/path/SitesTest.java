package dev.steergraph.analytics.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.steergraph.analytics.fixture.HandMadeRun;
import dev.steergraph.analytics.fixture.SharedGraph;
import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.core.id.FeatureSite;
import dev.steergraph.core.id.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/** Paths out of a graph with several sets at one hook point and several sites in one layer: depth never decreases. */
@ExtendWith(SharedGraph.class)
class SitesTest {

    private static final List<HandMadeRun.Set> SETS = List.of(
            new HandMadeRun.Set(1, FeatureSite.RESID_POST, "res-16"),
            new HandMadeRun.Set(3, FeatureSite.TRANSCODER, "transcoder-32"),
            new HandMadeRun.Set(3, FeatureSite.MLP_OUT, "mlp-16"),
            // By name after the wider set, so that depth and name order the layer differently.
            new HandMadeRun.Set(3, FeatureSite.RESID_POST, "res-64"),
            new HandMadeRun.Set(3, FeatureSite.RESID_POST, "res-16"),
            new HandMadeRun.Set(4, FeatureSite.ATTN_OUT, "att-16"));

    private final List<HandMadeRun.Feature> features = new ArrayList<>();
    private final List<Hop> hops = new ArrayList<>();

    @Test
    void pathsOutOfTheGraphAreThoseOfEnumerationByDepth(GraphConnection graph) {
        HandMadeRun run = random("sites", SETS, 2);
        run.load(graph);
        SteeringGraph read = SteeringGraph.read(graph.driver(), graph.database(), new RunId(run.run()));
        List<FeatureNode> nodes = features.stream()
                .map(f -> new FeatureNode(f.key(), f.set().depth()))
                .toList();
        int paths = 0;
        for (HandMadeRun.Feature from : features) {
            for (HandMadeRun.Feature to : features) {
                if (from.equals(to)) {
                    continue;
                }
                PathQuery query = PathQuery.between(from.key(), to.key(), 50);
                List<BruteForce.Found> expected = BruteForce.paths(nodes, hops, query);
                List<SteeringPath> actual = SteeringPaths.kBest(read, query);
                assertThat(actual.stream().map(SteeringPath::keys))
                        .as(from + " to " + to)
                        .isEqualTo(expected.stream().map(BruteForce.Found::keys).toList());
                assertThat(expected.isEmpty() || from.set().depth() <= to.set().depth())
                        .isTrue();
                paths += expected.size();
            }
        }
        assertThat(paths).as("paths in all").isGreaterThan(200);
    }

    @Test
    void theQueryForNeo4jBrowserFindsTheSamePaths(GraphConnection graph) {
        HandMadeRun run = random("sites-browser", SETS, 2);
        run.load(graph);
        SteeringGraph read = SteeringGraph.read(graph.driver(), graph.database(), new RunId(run.run()));
        int sideways = 0;
        for (HandMadeRun.Feature from : features.subList(0, 4)) {
            for (HandMadeRun.Feature to : features.subList(4, features.size())) {
                List<SteeringPath> expected = SteeringPaths.kBest(read, PathQuery.between(from.key(), to.key(), 12));
                List<Record> actual = graph.query(
                        "queries/steering-paths.cypher",
                        Map.of("run", run.run(), "from", from.key(), "to", to.key(), "k", 12, "limit", 12));
                assertThat(actual.stream().map(row -> row.get("keys").asList(Value::asString)))
                        .as(from + " to " + to)
                        .containsExactlyElementsOf(
                                expected.stream().map(SteeringPath::keys).toList());
                for (int i = 0; i < actual.size(); i++) {
                    assertThat(actual.get(i).get("product").asDouble())
                            .isCloseTo(expected.get(i).product(), within(1e-9));
                    assertThat(actual.get(i).get("sites").asList(Value::asString))
                            .isEqualTo(expected.get(i).keys().stream()
                                    .map(key -> site(key))
                                    .toList());
                }
                sideways += (int) expected.stream()
                        .filter(path -> goesBackByName(path.keys()))
                        .count();
            }
        }
        // Between the two sets of one site a path may go either way.
        assertThat(sideways).isPositive();
    }

    /** Each layer of such a graph has one set, so layers are the depth. */
    @Test
    void aGraphLoadedBeforeThereWereSitesIsOrderedByLayer(GraphConnection graph) {
        HandMadeRun run = random("sites-before", List.of(SETS.get(0), SETS.get(2), SETS.get(5)), 3);
        run.load(graph);
        List<List<SteeringPath>> now = all(graph, run);
        run.forgetSites(graph);
        assertThat(all(graph, run)).isEqualTo(now);
        assertThat(now.stream().mapToInt(List::size).sum()).isGreaterThan(50);
    }

    private List<List<SteeringPath>> all(GraphConnection graph, HandMadeRun run) {
        SteeringGraph read = SteeringGraph.read(graph.driver(), graph.database(), new RunId(run.run()));
        List<List<SteeringPath>> all = new ArrayList<>();
        for (HandMadeRun.Feature from : features) {
            for (HandMadeRun.Feature to : features) {
                if (!from.equals(to)) {
                    all.add(SteeringPaths.kBest(read, PathQuery.between(from.key(), to.key(), 20)));
                }
            }
        }
        return all;
    }

    private HandMadeRun random(String name, List<HandMadeRun.Set> sets, int ofEach) {
        Random random = new Random(5);
        HandMadeRun run = new HandMadeRun(name);
        for (HandMadeRun.Set set : sets) {
            for (int i = 0; i < ofEach; i++) {
                features.add(run.feature(set, 10));
            }
        }
        for (int a = 0; a < features.size(); a++) {
            for (int b = a + 1; b < features.size(); b++) {
                if (random.nextDouble() < 0.5) {
                    double r = (random.nextInt(4) == 0 ? -1 : 1) * (0.2 + 0.7 * random.nextDouble());
                    run.correlate(features.get(a), features.get(b), r, 5);
                    hops.add(new Hop(features.get(a).key(), features.get(b).key(), r, 0.1));
                }
            }
        }
        return run;
    }

    private String site(String key) {
        return features.stream()
                .filter(f -> f.key().equals(key))
                .findFirst()
                .orElseThrow()
                .set()
                .site()
                .toString();
    }

    private static boolean goesBackByName(List<String> keys) {
        for (int i = 1; i < keys.size(); i++) {
            if (keys.get(i - 1).contains("@3-res-64") && keys.get(i).contains("@3-res-16")) {
                return true;
            }
        }
        return false;
    }
}
