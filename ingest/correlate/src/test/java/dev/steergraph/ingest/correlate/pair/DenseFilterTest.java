package dev.steergraph.ingest.correlate.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import dev.steergraph.ingest.correlate.kernel.CorrelationProgress;
import dev.steergraph.ingest.correlate.statistics.Correlation;
import dev.steergraph.ingest.correlate.statistics.Tables;
import dev.steergraph.ingest.correlate.statistics.TwoPass;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Raw activations: every pair of dense columns against the definition, with thresholds right between two correlations. */
class DenseFilterTest {

    private static final int FEATURES = 1100; // more than a tile

    @ParameterizedTest
    @CsvSource({"1, 37, 60", "2, 150, 900", "3, 200, 60000"}) // the last: so many that whole tiles are computed
    void everyPairAboveTheThresholdIsFoundAndNoOther(long seed, int rows, int strongest) {
        Random random = new Random(seed);
        float[][] values = new float[rows][FEATURES];
        for (float[] row : values) {
            double common = 0;
            for (int f = 0; f < FEATURES; f++) {
                common = f % 50 == 0 ? random.nextGaussian() : common;
                float offset = f % 7 == 0 ? 1000 : 0;
                row[f] = f == 11 ? 3 : (float) (offset + common * (f % 50) / 50 + random.nextGaussian());
            }
        }
        Codes codes = Tables.codes(0, values, FEATURES);
        double[][] columns = Tables.columns(List.of(codes));
        double[] all = IntStream.range(0, FEATURES)
                .parallel()
                .filter(i -> i != 11)
                .mapToObj(i -> IntStream.range(i + 1, FEATURES)
                        .filter(j -> j != 11)
                        .mapToDouble(j -> Math.abs(TwoPass.correlation(columns[i], columns[j])))
                        .toArray())
                .flatMapToDouble(Arrays::stream)
                .sorted()
                .toArray();
        double threshold = (all[all.length - strongest] + all[all.length - strongest - 1]) / 2;
        CorrelationParameters parameters = new CorrelationParameters(threshold, 0, 0, 0, 2);
        EdgeList edges = Correlation.run(
                        List.of(codes), IntStream.range(0, rows).toArray(), parameters, CorrelationProgress.NONE)
                .edges();
        assertThat(edges.size()).isEqualTo(strongest);
        for (int e = 0; e < edges.size(); e += 7) {
            double r = TwoPass.correlation(columns[edges.sourceIndex(e)], columns[edges.targetIndex(e)]);
            assertThat(edges.r()[e]).isCloseTo(r, within(1e-9));
            assertThat(edges.coactivations()[e]).isEqualTo(rows);
        }
    }
}
