package dev.steergraph.steering.effect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What moves against scipy's t and statsmodels' Benjamini-Hochberg. */
class MovementTest {

    @Test
    void whatMovesIsWhatTheReferenceCallsADiscovery() throws IOException {
        for (JsonNode one : References.of("movement")) {
            double[] effect = References.doubles(one.get("effect"));
            double[] error = References.doubles(one.get("error"));
            int texts = one.get("texts").asInt();
            // As of two steered features: the share of false discoveries is held over all of them together.
            Movement movement = Movement.of(List.of(
                    effects(0, Arrays.copyOf(effect, 25), Arrays.copyOf(error, 25), texts),
                    effects(1, Arrays.copyOfRange(effect, 25, 60), Arrays.copyOfRange(error, 25, 60), texts)));
            int moving = 0;
            for (int k = 0; k < effect.length; k++) {
                boolean expected = one.get("moves").get(k).asBoolean();
                assertThat(movement.moves(effect[k], error[k], texts))
                        .as("effect %s of error %s on %s texts", effect[k], error[k], texts)
                        .isEqualTo(expected);
                moving += expected ? 1 : 0;
            }
            assertThat(moving).isBetween(1, effect.length - 1);
        }
    }

    @Test
    void smallEffectsDoNotMoveHoweverCertain() {
        Movement movement = Movement.of(List.of(effects(0, new double[] {0.0999, 0.1}, new double[] {1e-9, 1e-9}, 10)));
        assertThat(movement.moves(0.0999, 1e-9, 10)).isFalse();
        assertThat(movement.moves(-0.1, 1e-9, 10)).isTrue();
    }

    @Test
    void nothingMovesWhereNothingIsKnown() {
        Movement none = Movement.of(List.of());
        assertThat(none.moves(5, 1e-9, 10)).isFalse();
        Movement one = Movement.of(List.of(effects(0, new double[] {5}, new double[] {1e-9}, 1)));
        assertThat(one.moves(5, 1e-9, 1)).isFalse();
    }

    static FeatureEffects effects(int source, double[] effect, double[] error, int texts) {
        return new FeatureEffects(
                source,
                IntStream.range(0, effect.length).toArray(),
                effect,
                error,
                texts,
                10L * texts,
                new int[0],
                new double[0]);
    }
}
