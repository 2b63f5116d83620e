package dev.steergraph.ingest.sae.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class DeadFeaturesTest {

    @Test
    void aFeatureIsDeadAfterTooManyStepsWithoutActivation() {
        try (Workers workers = new Workers(1)) {
            DeadFeatures features = new DeadFeatures(workers, 4, 2, 10);
            features.fired(codes(new int[] {0, 2}, 1f, 0f), 5);
            assertThat(features.dead(10)).isEmpty();
            // Feature 2 was near its threshold, but did not fire.
            assertThat(features.dead(11)).containsExactly(1, 2, 3);
            assertThat(features.dead(16)).containsExactly(0, 1, 2, 3);
        }
    }

    @Test
    void theLargestPositivePreActivationsOfDeadFeaturesAreToExplainTheResidual() {
        try (Workers workers = new Workers(2)) {
            DeadFeatures features = new DeadFeatures(workers, 6, 2, 10);
            float[] pre = {
                9, 1, 3, 2, -1, 0.5f, //
                9, -1, -2, 0.1f, -1, -3
            };
            SparseBatch auxiliary = features.auxiliary(FloatBuffer.wrap(pre), 2, new int[] {1, 2, 3, 4});
            assertThat(auxiliary.indptr()).containsExactly(0, 2, 3);
            assertThat(auxiliary.features()).containsExactly(2, 3, 3);
            assertThat(auxiliary.values()).containsExactly(3, 2, 0.1f);
        }
    }

    private static SparseBatch codes(int[] features, float... values) {
        return SparseBatch.of(new int[][] {features}, new float[][] {values});
    }
}
