package dev.steergraph.steering.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EqualGainTest {

    private static final double[] STRENGTHS = {0.25, 0.5, 1, 2};

    /** A cell of which gain of tokens and KL alone matter. */
    static Cell cell(Arm arm, double strength, double tokens, double kl) {
        return new Cell(0, arm, strength, tokens, tokens, tokens, tokens, tokens, kl, kl, kl, kl, kl, kl, 0, 0, 0);
    }

    /** Gain is a·k, damage b·gain². */
    static List<Cell> power(Arm arm, double a, double b) {
        return Arrays.stream(STRENGTHS)
                .mapToObj(k -> cell(arm, k, a * k, b * a * k * a * k))
                .toList();
    }

    @Test
    void whereDamageIsAPowerOfGainTheRatioIsExact() {
        EqualGain.Damages found =
                EqualGain.of(power(Arm.COHERE, 1.3, 6), power(Arm.SINGLE, 1, 2), Gain.TOKENS, Damage.KL);
        assertThat(found.gain()).isEqualTo(0.8 * 2);
        assertThat(found.one()).isCloseTo(6 * 1.6 * 1.6, within(1e-9));
        assertThat(found.other()).isCloseTo(2 * 1.6 * 1.6, within(1e-9));
        assertThat(found.ratio()).isCloseTo(Math.log(3) / Math.log(2), within(1e-9));
    }

    @Test
    void theSmallerOfTheTwoLargestGainsDecides() {
        assertThat(EqualGain.of(power(Arm.COHERE, 0.4, 1), power(Arm.SINGLE, 1, 1), Gain.TOKENS, Damage.KL)
                        .gain())
                .isCloseTo(0.8 * 0.8, within(1e-12));
    }

    @Test
    void whereOneGainsMoreAtItsLowestStrengthThatIsCompared() {
        EqualGain.Damages found =
                EqualGain.of(power(Arm.COHERE, 7.6, 1), power(Arm.SINGLE, 1, 1), Gain.TOKENS, Damage.KL);
        assertThat(found.gain()).isEqualTo(1.9);
        assertThat(found.ratio()).isCloseTo(0, within(1e-9));
    }

    @Test
    void gainsThatDoNotOverlapAreLost() {
        assertThat(EqualGain.of(power(Arm.COHERE, 9, 1), power(Arm.SINGLE, 1, 1), Gain.TOKENS, Damage.KL)
                        .ratio())
                .isNaN();
        assertThat(EqualGain.of(power(Arm.COHERE, -1, 1), power(Arm.SINGLE, 1, 1), Gain.TOKENS, Damage.KL)
                        .ratio())
                .isNaN();
        assertThat(EqualGain.of(List.of(), power(Arm.SINGLE, 1, 1), Gain.TOKENS, Damage.KL)
                        .ratio())
                .isNaN();
    }

    @Test
    void aStepThatDoesNothingIsBracketedRatherThanDividedBy() {
        List<Cell> cells =
                List.of(cell(Arm.SINGLE, 0.5, 0, 0.01), cell(Arm.SINGLE, 1, 1, 0.04), cell(Arm.SINGLE, 2, 4, 0.16));
        assertThat(EqualGain.at(cells, Gain.TOKENS, Damage.KL, 0.5).orElseThrow())
                .isCloseTo(0.02, within(1e-12));
        assertThat(EqualGain.at(cells, Gain.TOKENS, Damage.KL, 2).orElseThrow()).isCloseTo(0.08, within(1e-12));
        assertThat(EqualGain.strength(cells, Gain.TOKENS, 1).orElseThrow()).isEqualTo(1);
        assertThat(EqualGain.at(cells, Gain.TOKENS, Damage.KL, 4.1)).isEmpty();
        assertThat(EqualGain.at(cells.subList(1, 3), Gain.TOKENS, Damage.KL, 0.5))
                .isEmpty();
    }

    @Test
    void allArmsOfAFeatureAreTakenAtTheGainOfSingle() {
        List<Cell> cells = new ArrayList<>(power(Arm.SINGLE, 1, 1));
        cells.addAll(power(Arm.COHERE, 2, 1));
        cells.addAll(power(Arm.RANDOM, 0.1, 1));
        FeatureCells feature = feature(cells);
        assertThat(EqualGain.asSingle(feature, Arm.SINGLE).orElseThrow()).isCloseTo(1.6, within(1e-9));
        assertThat(EqualGain.asSingle(feature, Arm.COHERE).orElseThrow()).isCloseTo(0.8, within(1e-9));
        assertThat(EqualGain.asSingle(feature, Arm.RANDOM)).isEmpty();
        assertThat(EqualGain.asSingle(feature, Arm.PROMPT)).isEmpty();
        assertThat(EqualGain.asSingle(feature(power(Arm.COHERE, 2, 1)), Arm.COHERE))
                .isEmpty();
    }

    static FeatureCells feature(List<Cell> cells) {
        return new FeatureCells(0, "0:0", "a", 1, 0.01, List.of(1, 1), List.of(), List.of(), "1:0", "", cells);
    }
}
