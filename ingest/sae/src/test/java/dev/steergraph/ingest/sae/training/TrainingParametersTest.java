package dev.steergraph.ingest.sae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.steergraph.core.UserError;
import org.junit.jupiter.api.Test;

class TrainingParametersTest {

    private static final double RATE = 8 * 2e-4 * 2;

    @Test
    void theRateWarmsUpStaysAndDecays() {
        TrainingParameters parameters = of(4096, 1000 * 1024);
        assertThat(parameters.steps()).isEqualTo(1000);
        assertThat(parameters.rate(0)).isCloseTo(RATE / 100, within(1e-12));
        assertThat(parameters.rate(49)).isCloseTo(RATE / 2, within(1e-12));
        assertThat(parameters.rate(99)).isCloseTo(RATE, within(1e-12));
        assertThat(parameters.rate(800)).isCloseTo(RATE, within(1e-12));
        assertThat(parameters.rate(900)).isCloseTo(RATE / 2, within(1e-12));
        assertThat(parameters.rate(999)).isCloseTo(RATE / 200, within(1e-12));
    }

    @Test
    void longRunsTakeThePublishedRateAndAThousandStepsToWarmUp() {
        TrainingParameters parameters = of(16_384, 30_000L * 1024);
        assertThat(parameters.peakRate()).isEqualTo(2e-4);
        assertThat(parameters.rate(499)).isCloseTo(1e-4, within(1e-12));
        assertThat(parameters.rate(999)).isCloseTo(2e-4, within(1e-12));
    }

    @Test
    void defaultsDependOnTheNumberOfRows() {
        assertThat(usual(100_000)).extracting("rowVisits", "batch").containsExactly(600_000L, 1024);
        assertThat(usual(500_000).rowVisits()).isEqualTo(1_200_000);
        assertThat(usual(5_000_000).rowVisits()).isEqualTo(5_000_000);
    }

    @Test
    void moreActiveFeaturesThanThereAreIsAMistake() {
        assertThatThrownBy(() -> new TrainingParameters(TrainedArchitecture.TOPK, 16, 17, 1, 1, 0, 1))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("k is 17, d_sae is 16");
    }

    private static TrainingParameters usual(long rows) {
        return TrainingParameters.of(TrainedArchitecture.BATCHTOPK, 4096, 32, rows, 0, 1);
    }

    private static TrainingParameters of(int dSae, long visits) {
        return new TrainingParameters(TrainedArchitecture.BATCHTOPK, dSae, 32, visits, 1024, 0, 1);
    }
}
