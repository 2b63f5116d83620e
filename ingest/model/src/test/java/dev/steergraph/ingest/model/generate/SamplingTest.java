package dev.steergraph.ingest.model.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.steergraph.core.UserError;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SamplingTest {

    /** ln of 0.5, 0.3, 0.15 and 0.05, not in order. */
    private static final float[] LOGITS = {
        (float) Math.log(0.15), (float) Math.log(0.5), (float) Math.log(0.05), (float) Math.log(0.3)
    };

    @Test
    void tokensAreDrawnAsOftenAsTheyAreProbable() {
        double[] shares = shares(new Sampling(1, 0, 1));
        assertThat(shares[0]).isCloseTo(0.15, within(0.01));
        assertThat(shares[1]).isCloseTo(0.5, within(0.01));
        assertThat(shares[2]).isCloseTo(0.05, within(0.01));
        assertThat(shares[3]).isCloseTo(0.3, within(0.01));
    }

    @Test
    void aTemperatureOfAHalfSquaresProbabilities() {
        double[] shares = shares(new Sampling(0.5, 0, 1));
        double all = 0.25 + 0.09 + 0.0225 + 0.0025;
        assertThat(shares[1]).isCloseTo(0.25 / all, within(0.01));
        assertThat(shares[3]).isCloseTo(0.09 / all, within(0.01));
    }

    @Test
    void topKKeepsTheMostLikely() {
        double[] shares = shares(new Sampling(1, 2, 1));
        assertThat(shares[0] + shares[2]).isZero();
        assertThat(shares[1]).isCloseTo(0.625, within(0.01));
    }

    @Test
    void topPKeepsTheFewestThatReachIt() {
        assertThat(drawn(new Sampling(1, 0, 0.45))).containsExactly(1);
        assertThat(drawn(new Sampling(1, 0, 0.7))).containsExactly(1, 3);
        assertThat(drawn(new Sampling(1, 0, 0.9))).containsExactly(0, 1, 3);
    }

    @Property(tries = 200)
    void greedyIsTopOneAndTheMaximum(
            @ForAll @Size(min = 1, max = 40) float[] logits, @ForAll @IntRange(max = 1000) int seed) {
        for (int i = 0; i < logits.length; i++) {
            logits[i] = Float.isNaN(logits[i]) ? 0 : Math.max(-1e30f, Math.min(1e30f, logits[i]));
        }
        int greedy = Sampling.GREEDY.choose(logits, new Random(seed));
        assertThat(new Sampling(1, 1, 1).choose(logits, new Random(seed))).isEqualTo(greedy);
        for (float logit : logits) {
            assertThat(logit).isLessThanOrEqualTo(logits[greedy]);
        }
    }

    @Property(tries = 200)
    void theSameSeedDrawsTheSame(
            @ForAll @Size(value = 20) @FloatRange(min = -9, max = 9) float[] logits, @ForAll long seed) {
        Sampling sampling = new Sampling(0.8, 10, 0.9);
        assertThat(sampling.choose(logits, new Random(seed))).isEqualTo(sampling.choose(logits, new Random(seed)));
    }

    @Test
    void valuesOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new Sampling(-1, 0, 1)).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> new Sampling(Double.NaN, 0, 1)).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> new Sampling(1, -1, 1)).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> new Sampling(1, 0, 0)).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> new Sampling(1, 0, 1.1)).isInstanceOf(UserError.class);
    }

    private static double[] shares(Sampling sampling) {
        Random random = new Random(4);
        double[] shares = new double[LOGITS.length];
        for (int i = 0; i < 40_000; i++) {
            shares[sampling.choose(LOGITS, random)] += 1 / 40_000.0;
        }
        return shares;
    }

    private static Set<Integer> drawn(Sampling sampling) {
        Random random = new Random(4);
        Set<Integer> drawn = new TreeSet<>();
        for (int i = 0; i < 2_000; i++) {
            drawn.add(sampling.choose(LOGITS, random));
        }
        return drawn;
    }
}
