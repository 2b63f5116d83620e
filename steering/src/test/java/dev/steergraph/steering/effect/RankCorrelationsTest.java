package dev.steergraph.steering.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rank correlations against scipy; partial ones against residuals of ranks. */
class RankCorrelationsTest {

    @Test
    void rankCorrelationsAreThoseOfTheReference() throws IOException {
        JsonNode ranks = References.of("ranks");
        List<EffectPair> edges = new ArrayList<>();
        for (int k = 0; k < ranks.get("r").size(); k++) {
            edges.add(pair(
                    ranks.get("effect").get(k).asDouble(),
                    ranks.get("r").get(k).asDouble(),
                    ranks.get("cosine").get(k).asDouble()));
        }
        edges.add(pair(100, 0.9, Double.NaN));
        RankCorrelations found = RankCorrelations.of(edges);
        double[] expected = References.doubles(ranks.get("expected"));
        assertThat(found.pairs()).isEqualTo(edges.size() - 1);
        assertThat(found.r()).isCloseTo(expected[0], within(1e-9));
        assertThat(found.cosine()).isCloseTo(expected[1], within(1e-9));
        assertThat(found.partialR()).isCloseTo(expected[2], within(1e-9));
        assertThat(found.partialCosine()).isCloseTo(expected[3], within(1e-9));
    }

    @Test
    void ofTooFewEdgesNothingIsSaid() {
        RankCorrelations found = RankCorrelations.of(List.of(pair(1, 0.5, 0.1), pair(2, 0.6, 0.2), pair(3, 0.7, 0.3)));
        assertThat(found.pairs()).isEqualTo(3);
        assertThat(found.r()).isNaN();
        assertThat(found.partialCosine()).isNaN();
    }

    private static EffectPair pair(double effect, double r, double cosine) {
        return new EffectPair(0, 1, effect, 0.1, 10, r, cosine, false);
    }
}
