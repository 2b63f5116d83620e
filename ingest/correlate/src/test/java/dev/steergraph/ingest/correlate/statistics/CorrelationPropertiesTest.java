package dev.steergraph.ingest.correlate.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.steergraph.core.table.EdgeList;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import dev.steergraph.ingest.correlate.kernel.CorrelationProgress;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;

/** What holds for tables of any size, density and magnitude. */
class CorrelationPropertiesTest {

    private static CorrelationResult run(float[][] values, int features, double threshold) {
        int[] each = IntStream.range(0, values.length).toArray();
        return Correlation.run(
                List.of(Tables.codes(0, values, features)),
                each,
                new CorrelationParameters(threshold, 0, 0, 0, 1),
                CorrelationProgress.NONE);
    }

    @Property(tries = 60)
    void edgesAreThoseOfTwoPassesWhateverTheDensity(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 300) int rows,
            @ForAll @DoubleRange(min = 0, max = 1) double density,
            @ForAll @DoubleRange(min = 0, max = 0.9) double threshold) {
        Random random = new Random(seed);
        float[][] values = new float[rows][12];
        for (float[] row : values) {
            for (int f = 0; f < row.length; f++) {
                row[f] = random.nextDouble() < density ? (float) random.nextGaussian() : 0;
            }
        }
        EdgeList edges = run(values, 12, threshold).edges();
        double[][] columns = Tables.columns(List.of(Tables.codes(0, values, 12)));
        int e = 0;
        for (int i = 0; i < 12; i++) {
            for (int j = i + 1; j < 12; j++) {
                double exact = TwoPass.correlation(columns[i], columns[j]);
                double r = Double.isNaN(exact) ? 0 : exact; // one of them does not vary
                if (e < edges.size() && edges.sourceIndex(e) == i && edges.targetIndex(e) == j) {
                    assertThat(edges.r()[e++]).isCloseTo(r, within(1e-9));
                } else {
                    assertThat(Math.abs(r)).isLessThanOrEqualTo(threshold + 1e-9);
                }
            }
        }
        assertThat(e).isEqualTo(edges.size());
    }

    @Property(tries = 60)
    void magnitudesDoNotMatter(
            @ForAll long seed,
            @ForAll @IntRange(min = -44, max = 37) int first,
            @ForAll @IntRange(min = -44, max = 37) int second,
            @ForAll @DoubleRange(min = 0.01, max = 1) double density) {
        Random random = new Random(seed);
        float[][] values = new float[200][2];
        for (float[] row : values) {
            boolean fires = random.nextDouble() < density;
            row[0] = fires ? (float) ((1 + random.nextInt(9)) * Math.pow(10, first)) : 0;
            row[1] = fires ^ random.nextInt(20) == 0 ? (float) ((1 + random.nextInt(9)) * Math.pow(10, second)) : 0;
        }
        double[][] columns = Tables.columns(List.of(Tables.codes(0, values, 2)));
        double r = TwoPass.correlation(columns[0], columns[1]);
        EdgeList edges = run(values, 2, 0).edges();
        if (!Double.isNaN(r) && Math.abs(r) > 1e-9) {
            assertThat(edges.size()).isOne();
            assertThat(edges.r()[0]).isCloseTo(r, within(1e-9)).isBetween(-1.0, 1.0);
        } else {
            assertThat(edges.r()).doesNotContain(Double.NaN);
        }
    }

    @Property(tries = 40)
    void offsetsDoNotMatter(
            @ForAll long seed,
            @ForAll @DoubleRange(min = 0, max = 1e6) double offset,
            @ForAll @IntRange(max = 3) int holes) {
        Random random = new Random(seed);
        float[][] values = new float[500][3];
        for (int row = 0; row < values.length; row++) {
            float common = random.nextInt(64);
            boolean hole = row < holes;
            values[row][0] = hole ? 0 : (float) offset + 1 + common;
            values[row][1] = hole ? 0 : (float) offset + 1 + common + random.nextInt(64);
            values[row][2] = random.nextInt(10) == 0 ? common : 0;
        }
        double[][] columns = Tables.columns(List.of(Tables.codes(0, values, 3)));
        EdgeList edges = run(values, 3, 0).edges();
        for (int e = 0; e < edges.size(); e++) {
            double[] x = columns[edges.sourceIndex(e)];
            double[] y = columns[edges.targetIndex(e)];
            assertThat(edges.r()[e]).isCloseTo(TwoPass.correlation(x, y), within(1e-9));
            assertThat(edges.r()[e]).isCloseTo(new PearsonsCorrelation().correlation(x, y), within(1e-8));
        }
        assertThat(edges.size()).isGreaterThan(0);
    }

    @Property(tries = 40)
    void copiesCorrelateFullyAndComplementsInversely(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 400) int rows,
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double density) {
        Random random = new Random(seed);
        float[][] values = new float[rows][3];
        values[0] = new float[] {1, 1, 0};
        values[1] = new float[] {0, 0, 1};
        for (int row = 2; row < rows; row++) {
            float x = random.nextDouble() < density ? 1 : 0;
            values[row] = new float[] {x, x, 1 - x};
        }
        EdgeList edges = run(values, 3, 0.99).edges();
        assertThat(edges.source()).containsExactly(0, 0, 1);
        assertThat(edges.target()).containsExactly(1, 2, 2);
        assertThat(Arrays.stream(edges.r()).boxed())
                .allSatisfy(r -> assertThat(Math.abs(r)).isBetween(1 - 1e-12, 1.0));
        assertThat(edges.r()[0]).isPositive();
        assertThat(edges.r()[1]).isNegative();
        assertThat(Arrays.stream(edges.nmi()).boxed())
                .allSatisfy(nmi -> assertThat(nmi).isCloseTo(1, within(1e-9)));
        assertThat(edges.coactivations()[1]).isZero();
    }
}
