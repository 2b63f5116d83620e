package dev.steergraph.steering.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Intervals of shares against statsmodels, where every steered feature has one pair; and what dependence does to them. */
class ShareIntervalTest {

    @Test
    void independentPairsHaveWilsonsInterval() throws IOException {
        for (JsonNode one : References.of("intervals")) {
            int n = one.get("pairs").asInt();
            long[] moving = new long[n];
            Arrays.fill(moving, 0, one.get("moving").asInt(), 1);
            ShareInterval found = ShareInterval.of(ones(n), moving);
            // The variance over features has D − 1 where independent pairs have D.
            double tolerance = moving[0] == moving[n - 1] ? 1e-9 : 0.03;
            assertThat(found.low()).isCloseTo(one.get("interval").get(0).asDouble(), within(tolerance));
            assertThat(found.high()).isCloseTo(one.get("interval").get(1).asDouble(), within(tolerance));
        }
    }

    @Test
    void pairsThatMoveTogetherCountForFewer() {
        // 4 features with 10 pairs each, all or none of which move: as 4 pairs, not as 40.
        ShareInterval together = ShareInterval.of(new long[] {10, 10, 10, 10}, new long[] {10, 10, 0, 0});
        ShareInterval apart = ShareInterval.of(new long[] {10, 10, 10, 10}, new long[] {5, 5, 5, 5});
        assertThat(together.high() - together.low()).isGreaterThan(0.7);
        assertThat(apart.high() - apart.low()).isBetween(0.25, 0.32);
        ShareInterval none = ShareInterval.of(new long[] {10, 10, 10, 10}, new long[4]);
        assertThat(none.low()).isZero();
        assertThat(none.high()).isBetween(0.4, 0.6);
    }

    @Test
    void ofNoPairsThereIsNoInterval() {
        assertThat(ShareInterval.of(new long[2], new long[2]).low()).isNaN();
        ShareInterval one = ShareInterval.of(new long[] {9}, new long[] {4});
        assertThat(one.high() - one.low()).isGreaterThan(0.8);
    }

    private static long[] ones(int n) {
        long[] ones = new long[n];
        Arrays.fill(ones, 1);
        return ones;
    }
}
