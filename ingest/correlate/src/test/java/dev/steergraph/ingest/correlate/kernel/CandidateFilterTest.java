package dev.steergraph.ingest.correlate.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.ingest.correlate.activation.CodeActivations;
import dev.steergraph.ingest.correlate.pair.StrongestFeatures;
import dev.steergraph.ingest.correlate.statistics.Correlation;
import dev.steergraph.ingest.correlate.statistics.Tables;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The quick way to find strong pairs loses none, whatever rounding does to them. */
class CandidateFilterTest {

    private static EdgeList edges(List<Codes> layers, double threshold) {
        int[] each = IntStream.range(0, layers.get(0).rows()).toArray();
        CorrelationParameters parameters = new CorrelationParameters(threshold, 0, 0, 0, 2);
        return Correlation.run(layers, each, parameters, CorrelationProgress.NONE)
                .edges();
    }

    /** All correlations the plain way, falling by |r|. */
    private static double[] plain(Codes codes) {
        FeatureSpace space = FeatureSpace.of(List.of(codes));
        CodeActivations activations = CodeActivations.of(List.of(codes), space, codes.rows(), 1);
        double[][] r = new StrongestFeatures(space, activations.moments(), codes.dSae())
                .matrices(activations, 1)
                .get(0)
                .r();
        return IntStream.range(0, r.length)
                .boxed()
                .flatMapToDouble(i -> Arrays.stream(r[i], i + 1, r.length))
                .map(each -> -Math.abs(each))
                .sorted()
                .map(each -> -each)
                .toArray();
    }

    /** Thresholds are put right below correlations that occur, where rounding hurts most. */
    @Property(tries = 100)
    void everyPairAboveAThresholdBetweenTwoCorrelationsIsFound(
            @ForAll long seed,
            @ForAll @IntRange(min = 20, max = 3000) int rows,
            @ForAll @DoubleRange(min = 0.01, max = 0.2) double density,
            @ForAll boolean signed) {
        Random random = new Random(seed);
        float[][] values = new float[rows][30];
        int[] fired = new int[30];
        for (float[] row : values) {
            boolean topic = random.nextInt(3) == 0;
            for (int f = 0; f < row.length; f++) {
                double p = density * (f % 5 + 1) / 5 * (topic && f < 12 ? 1.2 : 0.9);
                double size = Math.exp(2 * random.nextGaussian());
                boolean fires = random.nextDouble() < p && 4 * fired[f] < rows - 4; // none becomes dense
                row[f] = fires ? (float) (signed && random.nextBoolean() ? -size : size) : 0;
                fired[f] += fires ? 1 : 0;
            }
        }
        Codes codes = Tables.codes(0, values, 30);
        double[] all = plain(codes);
        for (int rank : new int[] {1, 3, 10, 40, 150}) {
            if (rank < all.length && all[rank - 1] - all[rank] > 1e-12 && all[rank] > 0) {
                double threshold = (all[rank - 1] + all[rank]) / 2;
                assertThat(edges(List.of(codes), threshold).size()).isEqualTo(rank);
            }
        }
    }

    /** Each feature has a row in common with the next one; two far apart have both. */
    @Test
    void pairsAcrossBandsAreFoundAndNoOther() {
        int features = CandidateFilter.BAND + 500;
        int twin = features - 10;
        long[] indptr = new long[features + 1];
        int[] indices = new int[2 * features];
        float[] values = new float[2 * features];
        Arrays.fill(values, 1.5f);
        int at = 0;
        for (int row = 0; row < features; row++) {
            TreeSet<Integer> fire = new TreeSet<>(List.of(row, (row + 1) % features));
            fire.remove(twin);
            if (fire.contains(5)) {
                fire.add(twin);
            }
            for (int feature : fire) {
                indices[at++] = feature;
            }
            indptr[row + 1] = at;
        }
        Codes codes = new Codes(
                HookPoint.residPost(0),
                features,
                features,
                indptr,
                Arrays.copyOf(indices, at),
                Arrays.copyOf(values, at));
        EdgeList edges = edges(List.of(codes), 0.9);
        assertThat(edges.source()).containsExactly(5);
        assertThat(edges.target()).containsExactly(twin);
        // A ring less the two pairs of what the twin was, and its three new ones.
        assertThat(edges(List.of(codes), 0.4).size()).isEqualTo(features - 2 + 3);
    }

    @Test
    void aBandHoldsNoMoreFeaturesOrActivationsThanCanBeAddressed() {
        int[] each = new int[70_000];
        Arrays.fill(each, 100_000); // 7,000,000,000 activations
        int end = CandidateFilter.bandEnd(each, 0, each.length);
        assertThat((long) end * 100_000).isBetween(1_000_000_000L, 1L << 30);
        assertThat(CandidateFilter.bandEnd(each, end, each.length)).isEqualTo(2 * end);
        assertThat(CandidateFilter.bandEnd(each, 69_990, each.length)).isEqualTo(each.length);
        Arrays.fill(each, 1);
        assertThat(CandidateFilter.bandEnd(each, 0, each.length)).isEqualTo(65_536);
        Arrays.fill(each, Integer.MAX_VALUE);
        assertThat(CandidateFilter.bandEnd(each, 3, each.length)).isEqualTo(4);
    }
}
