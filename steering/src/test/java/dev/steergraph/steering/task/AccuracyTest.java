package dev.steergraph.steering.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AccuracyTest {

    /** numpy.quantile of numpy 2. */
    @Test
    void quantilesAreThoseOfNumpy() {
        double[] sorted = {1, 1.5, 2.6, 3, 3.5, 4, 5, 8, 9, 9.7};
        assertThat(Accuracy.quantile(sorted, 0.025)).isCloseTo(1.1125, within(1e-12));
        assertThat(Accuracy.quantile(sorted, 0.5)).isCloseTo(3.75, within(1e-12));
        assertThat(Accuracy.quantile(sorted, 0.975)).isCloseTo(9.5425, within(1e-12));
    }

    /** Of 400 texts 300 are right before; of these 30 turn wrong, of the others 10 turn right. */
    @Test
    void flipsAndIntervalsAreThoseOfThePlantedAnswers() {
        boolean[] before = new boolean[400];
        Arrays.fill(before, 0, 300, true);
        boolean[] after = before.clone();
        Arrays.fill(after, 0, 30, false);
        Arrays.fill(after, 300, 310, true);
        Accuracy found = Accuracy.of(before, after, 7);
        assertThat(found.accuracy()).isEqualTo(0.7);
        assertThat(found.change()).isCloseTo(-0.05, within(1e-12));
        assertThat(found.toWrong()).isEqualTo(30);
        assertThat(found.toRight()).isEqualTo(10);
        assertThat(found.ser()).isEqualTo(0.75);
        // For so many texts those of the normal distribution: 1.96 √(p (1 − p) / n), and of the change 1.96 √(0.0975 /
        // n).
        assertThat(found.low()).isCloseTo(0.7 - 0.0449, within(0.006));
        assertThat(found.high()).isCloseTo(0.7 + 0.0449, within(0.006));
        assertThat(found.changeLow()).isCloseTo(-0.05 - 0.0306, within(0.006));
        assertThat(found.changeHigh()).isCloseTo(-0.05 + 0.0306, within(0.006));
        assertThat(Accuracy.of(before, after, 7)).isEqualTo(found);
    }

    @Test
    void withoutFlipsThereIsNoSideEffectRate() {
        boolean[] same = {true, false, true};
        assertThat(Accuracy.of(same, same, 0).ser()).isNull();
        assertThat(Accuracy.of(same, same, 0).change()).isZero();
    }
}
