package dev.steergraph.analytics.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.steergraph.analytics.fixture.HandMadeRun;
import dev.steergraph.analytics.fixture.HandMadeRun.Feature;
import dev.steergraph.analytics.fixture.SharedGraph;
import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.analytics.path.PathMeasure;
import dev.steergraph.analytics.path.PathQuery;
import dev.steergraph.analytics.path.SteeringGraph;
import dev.steergraph.analytics.path.SteeringPath;
import dev.steergraph.analytics.path.SteeringPaths;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.FeatureSite;
import dev.steergraph.core.id.RunId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/** Queries about measured effects, where the right answer is planted beside what looks like it; paths against GDS. */
@ExtendWith(SharedGraph.class)
class EffectQueriesTest {

    private static final HandMadeRun.Set LOW = new HandMadeRun.Set(1, FeatureSite.RESID_POST, "res-8");
    private static final HandMadeRun.Set MIDDLE = new HandMadeRun.Set(3, FeatureSite.RESID_POST, "res-8");
    private static final HandMadeRun.Set HIGH = new HandMadeRun.Set(5, FeatureSite.RESID_POST, "res-8");

    private HandMadeRun run;

    @BeforeEach
    void begin(TestInfo test) {
        run = new HandMadeRun("effects-" + test.getTestMethod().orElseThrow().getName());
    }

    @Test
    void chainsAreThoseWhoseCorrelationsHoldInDirectionAndSign(GraphConnection graph) {
        Feature a = run.feature(LOW, 10);
        Feature b = run.feature(MIDDLE, 10);
        Feature c = run.feature(HIGH, 10);
        Feature opposite = run.feature(HIGH, 10);
        Feature still = run.feature(HIGH, 10);
        Feature unrelated = run.feature(HIGH, 10);
        Feature beside = run.feature(MIDDLE, 10);
        run.correlate(a, b, -0.6, 5);
        run.move(a, b, -1.2);
        run.correlate(b, c, 0.5, 5);
        run.move(b, c, 0.4);
        run.correlate(b, opposite, 0.9, 5);
        run.move(b, opposite, -2);
        run.correlate(b, still, 0.9, 5);
        run.move(b, unrelated, 3);
        run.correlate(a, beside, 0.9, 5);
        run.move(beside, a, 2);
        run.correlate(beside, c, 0.9, 5);
        run.move(beside, c, 2);
        run.load(graph);
        List<Record> found = query(graph, "causal-chains", Map.of());
        assertThat(found).hasSize(1);
        assertThat(found.get(0).get("keys").asList(Value::asString)).containsExactly(a.key(), b.key(), c.key());
        assertThat(found.get(0).get("effects").asList(Value::asDouble)).containsExactly(-1.2, 0.4);
        assertThat(found.get(0).get("sign").asInt()).isEqualTo(-1);
        assertThat(query(graph, "causal-chains", Map.of("atLeast", 0.5))).isEmpty();
    }

    @Test
    void onlyPairsOfSteeredFeaturesAreConfoundedAndOnlyUncorrelatedOnesMoveWithout(GraphConnection graph) {
        Feature steered = run.feature(LOW, 10);
        Feature notSteered = run.feature(LOW, 10);
        Feature moved = run.feature(HIGH, 10);
        Feature still = run.feature(HIGH, 10);
        Feature surprise = run.feature(HIGH, 10);
        run.correlate(steered, moved, 0.8, 5);
        run.move(steered, moved, 1);
        run.correlate(steered, still, 0.7, 5);
        run.correlate(notSteered, still, 0.9, 5);
        run.move(steered, surprise, -0.3);
        run.load(graph);
        List<Record> confounded = query(graph, "confounded-pairs", Map.of());
        assertThat(confounded).hasSize(1);
        assertThat(confounded.get(0).get("key").asString()).isEqualTo(steered.key());
        assertThat(confounded.get(0).get("otherKey").asString()).isEqualTo(still.key());
        List<Record> without = query(graph, "effects-without-correlation", Map.of());
        assertThat(without).hasSize(1);
        assertThat(without.get(0).get("movedKey").asString()).isEqualTo(surprise.key());
        assertThat(without.get(0).get("effect").asDouble()).isEqualTo(-0.3);
    }

    /** A correlation has no direction: the steered end may be either, but steering does nothing to an earlier layer. */
    @Test
    void theSteeredEndOfAConfoundedPairMayBeTheLaterOneOfItsLayer(GraphConnection graph) {
        Feature earlier = run.feature(LOW, 10);
        Feature first = run.feature(MIDDLE, 10);
        Feature steered = run.feature(MIDDLE, 10);
        Feature moved = run.feature(HIGH, 10);
        run.correlate(earlier, steered, 0.9, 5);
        run.correlate(first, steered, 0.8, 5);
        run.move(steered, moved, 1);
        run.load(graph);
        List<Record> confounded = query(graph, "confounded-pairs", Map.of());
        assertThat(confounded.stream().map(r -> r.get("key").asString())).containsExactly(steered.key());
        assertThat(confounded.get(0).get("otherKey").asString()).isEqualTo(first.key());
    }

    @Test
    void whatAFeatureMovesAndWhatMovesIt(GraphConnection graph) {
        Feature a = run.feature(LOW, 10);
        Feature b = run.feature(LOW, 10);
        Feature c = run.feature(HIGH, 10);
        Feature d = run.feature(HIGH, 10);
        run.move(a, c, 0.5);
        run.move(a, d, -0.9);
        run.move(b, c, 0.7);
        run.correlate(a, c, 0.4, 5);
        run.load(graph);
        List<Record> moves = query(graph, "what-a-feature-moves", Map.of("key", a.key()));
        assertThat(moves.stream().map(r -> r.get("key").asString())).containsExactly(d.key(), c.key());
        assertThat(moves.get(0).get("r").isNull()).isTrue();
        assertThat(moves.get(1).get("r").asDouble()).isEqualTo(0.4);
        List<Record> movers = query(graph, "what-moves-a-feature", Map.of());
        assertThat(movers.stream().map(r -> r.get("key").asString())).containsExactly(b.key(), a.key());
    }

    @Test
    void pathsByEffectAreThoseOfGds(GraphConnection graph) {
        Random random = new Random(5);
        List<Feature> all = new ArrayList<>();
        for (HandMadeRun.Set set : List.of(LOW, MIDDLE, HIGH)) {
            for (int i = 0; i < 6; i++) {
                all.add(run.feature(set, 10));
            }
        }
        for (Feature from : all) {
            for (Feature to : all) {
                if (!from.equals(to) && from.set().depth() <= to.set().depth() && random.nextInt(3) == 0) {
                    run.move(from, to, 1.5 * random.nextGaussian());
                }
            }
        }
        run.load(graph);
        SteeringGraph read =
                SteeringGraph.read(graph.driver(), graph.database(), new RunId(run.run()), PathMeasure.EFFECT);
        int compared = 0;
        for (Feature to : all.subList(12, 18)) {
            List<SteeringPath> ours =
                    SteeringPaths.kBest(read, PathQuery.between(all.get(0).key(), to.key(), 5));
            List<Record> gds =
                    query(graph, "paths-by-effect", Map.of("from", all.get(0).key(), "to", to.key()));
            assertThat(ours.stream().map(SteeringPath::keys).toList())
                    .isEqualTo(gds.stream()
                            .map(r -> r.get("keys").asList(Value::asString))
                            .toList());
            for (int i = 0; i < ours.size(); i++) {
                assertThat(ours.get(i).product())
                        .isCloseTo(gds.get(i).get("product").asDouble(), within(1e-9));
                assertThat(ours.get(i).sign()).isEqualTo(gds.get(i).get("sign").asInt());
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(15);
    }

    @Test
    void aRunWithoutEffectsHasNoPathsByEffect(GraphConnection graph) {
        run.correlate(run.feature(LOW, 10), run.feature(HIGH, 10), 0.9, 5);
        run.load(graph);
        RunId id = new RunId(run.run());
        Assertions.assertThatThrownBy(
                        () -> SteeringGraph.read(graph.driver(), graph.database(), id, PathMeasure.EFFECT))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("steergraph effects");
    }

    private List<Record> query(GraphConnection graph, String name, Map<String, Object> given) {
        Map<String, Object> parameters = new HashMap<>(given);
        parameters.putIfAbsent("run", run.run());
        parameters.putIfAbsent("key", null);
        parameters.putIfAbsent("atLeast", name.equals("confounded-pairs") ? 0.3 : 0.1);
        parameters.putIfAbsent("k", 5);
        parameters.putIfAbsent("limit", 25);
        return graph.query("queries/" + name + ".cypher", parameters);
    }
}
