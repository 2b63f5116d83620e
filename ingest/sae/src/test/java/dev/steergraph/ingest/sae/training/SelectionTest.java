package dev.steergraph.ingest.sae.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SelectionTest {

    @Property
    void theNthLargestIsWhatSortingSays(
            @ForAll @Size(min = 1, max = 60) float[] values, @ForAll @IntRange(max = 59) int n) {
        int rank = n % values.length + 1;
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        assertThat(Selection.nthLargest(values.clone(), rank)).isEqualTo(sorted[sorted.length - rank]);
    }

    /** Twice in a row: the second call begins with the floor that the first one left. */
    @Property(tries = 200)
    void batchTopKKeepsTheLargestOfTheWholeBatch(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 9) int rows,
            @ForAll @IntRange(min = 1, max = 12) int k) {
        int dSae = 12;
        try (Workers workers = new Workers(2)) {
            BatchTopK topK = new BatchTopK(workers, dSae, k);
            Random random = new Random(seed);
            for (int call = 0; call < 2; call++) {
                float[] pre = new float[rows * dSae];
                for (int i = 0; i < pre.length; i++) {
                    // Coarse values, so that ties at the cut are common.
                    pre[i] = Math.round(random.nextGaussian() * 3) / (call + 1f);
                }
                SparseBatch batch = topK.select(FloatBuffer.wrap(pre), rows);
                check(batch, pre, rows, dSae, k);
            }
        }
    }

    private static void check(SparseBatch batch, float[] pre, int rows, int dSae, int k) {
        float[] positive = new float[pre.length];
        int n = 0;
        for (float value : pre) {
            if (value > 0) {
                positive[n++] = value;
            }
        }
        positive = Arrays.copyOf(positive, n);
        Arrays.sort(positive);
        float[] wanted = Arrays.copyOfRange(positive, Math.max(0, n - k * rows), n);
        float[] kept = batch.values().clone();
        Arrays.sort(kept);
        assertThat(kept).containsExactly(wanted);
        for (int r = 0; r < rows; r++) {
            int before = -1;
            for (int e = batch.indptr()[r]; e < batch.indptr()[r + 1]; e++) {
                assertThat(batch.features()[e]).isGreaterThan(before);
                before = batch.features()[e];
                assertThat(batch.values()[e]).isEqualTo(pre[r * dSae + before]);
            }
        }
    }
}
