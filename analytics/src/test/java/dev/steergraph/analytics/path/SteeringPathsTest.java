package dev.steergraph.analytics.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.steergraph.core.UserError;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SteeringPathsTest {

    private final SteeringGraph graph = SteeringGraph.of(
            List.of(
                    new FeatureNode("low", 1),
                    new FeatureNode("side", 1),
                    new FeatureNode("mid", 3),
                    new FeatureNode("high", 5),
                    new FeatureNode("alone", 5)),
            List.of(
                    new Hop("low", "mid", 0.5, 0.1),
                    new Hop("mid", "high", -0.8, 0.2),
                    new Hop("low", "high", 0.3, 0.05),
                    new Hop("side", "low", 0.9, 0.4),
                    new Hop("side", "mid", 0.7, 0.3)));

    @Test
    void pathsAreRankedByProductAndCarrySignAndWeakestHop() {
        List<SteeringPath> paths = SteeringPaths.kBest(graph, PathQuery.between("low", "high", 5));
        assertThat(paths)
                .extracting(SteeringPath::keys)
                .containsExactly(
                        List.of("low", "side", "mid", "high"), List.of("low", "mid", "high"), List.of("low", "high"));
        assertThat(paths.get(0).product()).isCloseTo(0.9 * 0.7 * 0.8, within(1e-15));
        assertThat(paths.get(0).sign()).isEqualTo(-1);
        assertThat(paths.get(0).signedProduct()).isNegative();
        assertThat(paths.get(0).weakest()).isEqualTo(new Hop("side", "mid", 0.7, 0.3));
        assertThat(paths.get(0).hops().get(0)).isEqualTo(new Hop("low", "side", 0.9, 0.4));
        assertThat(paths.get(2).sign()).isEqualTo(1);
    }

    @Test
    void everyConditionOfAQueryHolds() {
        assertThat(SteeringPaths.kBest(
                        graph, PathQuery.between("low", "high", 5).withMaxHops(1)))
                .hasSize(1);
        assertThat(SteeringPaths.kBest(
                        graph, PathQuery.between("low", "high", 5).withMinAbsR(0.5)))
                .hasSize(2);
        assertThat(SteeringPaths.kBest(
                        graph, PathQuery.between("low", "high", 5).without(Set.of("mid"))))
                .extracting(SteeringPath::keys)
                .containsExactly(List.of("low", "high"));
    }

    @Test
    void pathsNeverGoBackALayerAndAnIsolatedFeatureHasNone() {
        assertThat(SteeringPaths.kBest(graph, PathQuery.between("high", "low", 5)))
                .isEmpty();
        assertThat(SteeringPaths.kBest(graph, PathQuery.between("low", "alone", 5)))
                .isEmpty();
    }

    @Test
    void aPathBeginsWithAnyOfSeveralFeaturesAndPassesNoOther() {
        assertThat(SteeringPaths.kBest(graph, PathQuery.fromAny(Set.of("low", "side"), "high", 5)))
                .extracting(SteeringPath::keys)
                .containsExactly(List.of("side", "mid", "high"), List.of("low", "mid", "high"), List.of("low", "high"));
    }

    @Test
    void gainIsTheProductOfTheRegressionsSlopes() {
        SteeringGraph spread = SteeringGraph.of(
                List.of(
                        new FeatureNode("a", 1, 2, 0.5),
                        new FeatureNode("b", 3, 2, 2),
                        new FeatureNode("c", 5, 3, 0.1),
                        new FeatureNode("d", 5, 3, Double.NaN)),
                List.of(new Hop("a", "b", -0.5, 0), new Hop("b", "c", 0.8, 0), new Hop("b", "d", 0.8, 0)));
        SteeringPath path =
                SteeringPaths.kBest(spread, PathQuery.between("a", "c", 1)).get(0);
        // Slopes: r · sd(after) / sd(before).
        double first = -0.5 * 2 / 0.5;
        assertThat(path.steps().get(0).gain()).isCloseTo(first, within(1e-15));
        assertThat(path.gain()).isCloseTo(first * 0.8 * 0.1 / 2, within(1e-15));
        assertThat(path.steps().get(0).sign()).isEqualTo(-1);
        assertThat(path.steps().get(1).product()).isEqualTo(path.product());
        assertThat(SteeringPaths.kBest(spread, PathQuery.between("a", "d", 1))
                        .get(0)
                        .gain())
                .isNull();
        assertThat(SteeringPaths.kBest(spread, PathQuery.between("a", "b", 1).within(2)))
                .hasSize(1);
        assertThatThrownBy(() -> SteeringPaths.kBest(
                        spread, PathQuery.between("a", "c", 1).within(2)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("c is in community 3");
    }

    @Test
    void mistakesAreUserErrors() {
        assertThatThrownBy(() -> SteeringPaths.kBest(graph, PathQuery.between("low", "nowhere", 1)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("\"nowhere\"");
        assertThatThrownBy(() -> SteeringPaths.kBest(
                        graph, PathQuery.between("low", "high", 1).without(Set.of("nobody"))))
                .isInstanceOf(UserError.class);
        assertThatThrownBy(() -> PathQuery.between("low", "low", 1)).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> PathQuery.between("low", "high", 0)).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> PathQuery.between("low", "high", 1).withMaxHops(0))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("0 hops");
        assertThatThrownBy(() -> PathQuery.between("low", "high", 1).withMinAbsR(Double.NaN))
                .isInstanceOf(UserError.class);
        assertThatThrownBy(() -> PathQuery.between("low", "high", 1).without(Set.of("low")))
                .isInstanceOf(UserError.class);
    }

    @Test
    void graphsThatContradictThemselvesAreRefused() {
        List<FeatureNode> two = List.of(new FeatureNode("a", 0), new FeatureNode("b", 0));
        assertThatThrownBy(() -> SteeringGraph.of(two, List.of(new Hop("a", "c", 0.5, 0))))
                .hasMessageContaining("feature c");
        assertThatThrownBy(() -> SteeringGraph.of(two, List.of(new Hop("a", "b", Double.NaN, 0))))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> SteeringGraph.of(two, List.of(new Hop("a", "b", 1.1, 0))))
                .hasMessageContaining("1.1");
        assertThatThrownBy(() -> SteeringGraph.of(two, List.of(new Hop("a", "a", 0.5, 0))))
                .hasMessageContaining("itself");
        assertThatThrownBy(() -> SteeringGraph.of(List.of(two.get(0), two.get(0)), List.of()))
                .hasMessageContaining("twice");
    }
}
