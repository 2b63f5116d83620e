package dev.steergraph.steering.band;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.steergraph.core.UserError;
import dev.steergraph.core.steering.band.BandStrength;
import dev.steergraph.core.steering.band.FluencyLimits;
import dev.steergraph.core.steering.band.TextQuality;
import dev.steergraph.steering.measure.Repetition;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BandRuleTest {

    private static final FluencyLimits LIMITS = new FluencyLimits(4, 0.1);
    private static final TextQuality UNSTEERED = written(3, 0);

    private static TextQuality written(double nll, double repeated4) {
        return new TextQuality(16, 16, nll, 0.9, repeated4);
    }

    private static BandStrength strength(double k, double z, TextQuality written) {
        return new BandStrength(k, 0.1, 0, 1, 0.1, 0, z, 0, 0, written, LIMITS.hold(written));
    }

    private static BandRule rule(BandStrength... strengths) {
        return new BandRule(List.of(strengths), UNSTEERED, LIMITS);
    }

    @Test
    void theBandEndsWhereTheMedianCrossesTheLimit() {
        BandRule rule = rule(
                strength(0.25, 1, written(3, 0)),
                strength(0.5, 4, written(3, 0)),
                strength(1, 9, written(3.5, 0)),
                strength(2, 9, written(5.5, 0.05)));
        assertThat(rule.breaks().orElseThrow()).isCloseTo(1.25, within(1e-12));
        assertThat(rule.low()).hasValue(0.5);
        assertThat(rule.high().orElseThrow()).isCloseTo(1.25, within(1e-12));
    }

    @Test
    void repetitionBreaksFluencyHoweverLikelyTheTextIs() {
        BandRule rule = rule(strength(1, 9, written(3, 0)), strength(2, 9, written(1, 0.4)));
        assertThat(rule.breaks().orElseThrow()).isCloseTo(1.25, within(1e-12));
    }

    @Test
    void theFirstStrengthMayBreakItAlready() {
        BandRule rule = rule(strength(1, 9, written(7, 0)), strength(2, 9, written(3, 0)));
        assertThat(rule.breaks().orElseThrow()).isCloseTo(0.25, within(1e-12));
        assertThat(rule.low()).isEmpty();
        assertThat(rule.high()).isEmpty();
    }

    @Test
    void withoutABreakTheBandEndsWhereTheGainIsLost() {
        BandRule lasting = rule(strength(1, 3, written(3, 0)), strength(2, 9, written(4, 0.1)));
        assertThat(lasting.breaks()).isEmpty();
        assertThat(lasting.high()).hasValue(2);
        BandRule lost =
                rule(strength(1, 3, written(3, 0)), strength(2, 2.9, written(3, 0)), strength(4, 9, written(3, 0)));
        assertThat(lost.low()).hasValue(1);
        assertThat(lost.high()).hasValue(1);
        BandRule lostWhereItBreaks = rule(strength(1, 3, written(3, 0)), strength(2, 0, written(9, 0)));
        assertThat(lostWhereItBreaks.high()).hasValue(1);
    }

    @Test
    void aGainThatIsNoneGivesNoBand() {
        BandRule rule = rule(strength(1, 2.9, written(3, 0)));
        assertThat(rule.low()).isEmpty();
        assertThat(rule.high()).isEmpty();
        assertThat(rule.breaks()).isEmpty();
    }

    /** A model that says nothing in most texts is not fluent, whatever the others are. */
    @Test
    void silenceIsNotFluent() {
        assertThat(LIMITS.hold(new TextQuality(7, 16, 3, 1, 0))).isFalse();
        assertThat(LIMITS.hold(new TextQuality(8, 16, 3, 1, 0))).isTrue();
    }

    @Test
    void repeatedRunsAreCounted() {
        assertThat(Repetition.share(new int[] {1, 2, 3, 4, 1, 2, 3, 4}, 4)).isCloseTo(0.2, within(1e-12));
        assertThat(Repetition.share(new int[] {1, 1, 1, 1}, 2)).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(Repetition.share(new int[] {1, 2, 1, 2, 1}, 2)).isEqualTo(0.5);
        assertThat(Repetition.share(new int[] {1, 2, 3}, 4)).isZero();
    }

    @Test
    void figuresOfTextsAreMediansAndLimitsAreWhatMostStayWithin() {
        List<Writing.Written> texts = new ArrayList<>();
        for (int i = 0; i <= 20; i++) {
            texts.add(new Writing.Written(i, 1 - i / 20.0, i / 100.0));
        }
        texts.add(new Writing.Written(Double.NaN, 1, 0));
        TextQuality quality = Writing.quality(texts);
        assertThat(quality.texts()).isEqualTo(21);
        assertThat(quality.of()).isEqualTo(22);
        assertThat(quality.nll()).isEqualTo(10);
        assertThat(quality.distinct2()).isCloseTo(0.5, within(1e-12));
        assertThat(quality.repeated4()).isEqualTo(0.1);
        assertThat(Writing.limits(texts).nll()).isCloseTo(19, within(1e-9));
        assertThat(Writing.limits(texts).repeated4()).isCloseTo(0.19, within(1e-9));
    }

    @Test
    void strengthsAreTriedUpwardsAndOnce() {
        assertThat(Strengths.parse("1, 0.25,1,4").k()).containsExactly(0.25, 1.0, 4.0);
    }

    @ParameterizedTest
    @CsvSource({
        "',', no strengths",
        "0, strengths above 0",
        "'1,-2', strengths above 0",
        "NaN, out of range",
        "1e9, out of range",
        "'1,much', much is no strength"
    })
    void strengthsThatCannotBeTriedAreRefused(String text, String part) {
        assertThatThrownBy(() -> Strengths.parse(text))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(part);
    }
}
