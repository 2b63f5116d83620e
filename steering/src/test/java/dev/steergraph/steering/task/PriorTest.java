package dev.steergraph.steering.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PriorTest {

    @Test
    void aModelThatAlwaysSaysTheSameIsCutWhereItsMarginsPart() {
        double[] margins = {3.1, 3.4, 3.2, 4.9, 5.2, 5.0};
        boolean[] first = {false, false, false, true, true, true};
        Prior prior = Prior.of(margins, first);
        assertThat(prior.accuracy()).isEqualTo(1);
        assertThat(prior.margin()).isCloseTo(4.15, within(1e-12));
        assertThat(prior.says(margins)).isEqualTo(0.5);
        assertThat(prior.right(margins, first)).containsOnly(true);
    }

    @Test
    void noCutIsBetter() {
        Random random = new Random(4);
        for (int trial = 0; trial < 50; trial++) {
            double[] margins = new double[15];
            boolean[] first = new boolean[15];
            for (int i = 0; i < margins.length; i++) {
                margins[i] = random.nextInt(6);
                first[i] = random.nextInt(6) < margins[i];
            }
            Prior prior = Prior.of(margins, first);
            int own = count(prior.right(margins, first));
            assertThat(own / 15.0).isEqualTo(prior.accuracy());
            for (double cut = -1; cut < 7; cut += 0.5) {
                assertThat(own).isGreaterThanOrEqualTo(count(new Prior(cut, 0).right(margins, first)));
            }
        }
    }

    private static int count(boolean... right) {
        int count = 0;
        for (boolean one : right) {
            count += one ? 1 : 0;
        }
        return count;
    }
}
