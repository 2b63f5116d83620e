package dev.steergraph.ingest.correlate.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.ingest.correlate.activation.CodeActivations;
import dev.steergraph.ingest.correlate.activation.Documents;
import dev.steergraph.ingest.correlate.activation.FeatureColumns;
import dev.steergraph.ingest.correlate.activation.FeatureMoments;
import dev.steergraph.ingest.correlate.kernel.CorrelationExtras;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import dev.steergraph.ingest.correlate.kernel.CorrelationProgress;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class DocumentBootstrapTest {

    private static List<EdgeInterval> intervals(float[][] values, int[] document, int threads) {
        CorrelationParameters parameters =
                new CorrelationParameters(0.1, 0, 0, 3, threads).with(CorrelationExtras.NONE.withBootstrap(1000, 50));
        return Correlation.run(
                        List.of(Tables.codes(0, values, values[0].length)),
                        document,
                        parameters,
                        CorrelationProgress.NONE)
                .intervals();
    }

    @Property(tries = 100)
    void aResampleIsTheCorrelationOfItsRowsLaidEndToEnd(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 200) int rows,
            @ForAll @DoubleRange(min = 0.01, max = 1) double density,
            @ForAll @DoubleRange(min = 0, max = 1e4) double offset) {
        Random random = new Random(seed);
        float[][] values = new float[rows][2];
        for (float[] row : values) {
            float common = random.nextFloat();
            row[0] = random.nextDouble() < density ? (float) offset + common : 0;
            row[1] = random.nextDouble() < 0.3 ? common + random.nextFloat() : 0;
        }
        Documents documents = Documents.of(Tables.documents(rows, random));
        char[] weight = new char[documents.count()];
        for (int k = 0; k < weight.length; k++) {
            weight[random.nextInt(weight.length)]++;
        }
        int[] drawn = IntStream.range(0, rows)
                .flatMap(row ->
                        IntStream.generate(() -> row).limit(weight[documents.number()[row]]))
                .toArray();
        double expected = TwoPass.correlation(
                Arrays.stream(drawn).mapToDouble(row -> values[row][0]).toArray(),
                Arrays.stream(drawn).mapToDouble(row -> values[row][1]).toArray());
        Codes codes = Tables.codes(0, values, 2);
        FeatureColumns columns = CodeActivations.of(List.of(codes), FeatureSpace.of(List.of(codes)), rows, 1)
                .columns();
        double r = DocumentSums.of(columns, FeatureMoments.of(columns, 1), documents, 0, 1)
                .correlation(weight, drawn.length);
        if (Double.isNaN(r)) { // one of the two does not vary, but for rounding
            assertThat(Double.isNaN(expected)
                            || IntStream.of(drawn)
                                            .mapToDouble(row -> values[row][0])
                                            .distinct()
                                            .count()
                                    == 1
                            || IntStream.of(drawn)
                                            .mapToDouble(row -> values[row][1])
                                            .distinct()
                                            .count()
                                    == 1)
                    .isTrue();
        } else {
            assertThat(r).isCloseTo(expected, within(1e-7));
        }
    }

    @Example
    void theIntervalOfIndependentRowsIsAsWideAsTheoryHasIt() {
        Random random = new Random(1);
        int rows = 2000;
        float[][] values = new float[rows][2];
        for (float[] row : values) {
            row[0] = (float) random.nextGaussian();
            row[1] = (float) (0.5 * row[0] + Math.sqrt(0.75) * random.nextGaussian());
        }
        int[] each = IntStream.range(0, rows).toArray();
        EdgeInterval interval = intervals(values, each, 2).get(0);
        double error = (1 - 0.5 * 0.5) / Math.sqrt(rows); // of r between two normal variables
        assertThat(interval.resamples()).isEqualTo(1000);
        assertThat(interval.high() - interval.low()).isCloseTo(2 * 1.96 * error, within(0.4 * error));
        assertThat(interval.low()).isBetween(0.4, 0.5);
        assertThat(interval.high()).isBetween(0.5, 0.6);
    }

    @Example
    void rowsRepeatedInsideADocumentAddNoCertainty() {
        Random random = new Random(2);
        float[][] values = Tables.varied(300, 30, random);
        float[][] repeated =
                IntStream.range(0, 3000).mapToObj(row -> values[row / 10]).toArray(float[][]::new);
        List<EdgeInterval> once = intervals(values, IntStream.range(0, 300).toArray(), 1);
        List<EdgeInterval> often = intervals(
                repeated, IntStream.range(0, 3000).map(row -> row / 10).toArray(), 2);
        assertThat(once).hasSizeGreaterThan(10).hasSameSizeAs(often);
        for (int k = 0; k < once.size(); k++) {
            assertThat(often.get(k).low()).isCloseTo(once.get(k).low(), within(1e-9));
            assertThat(often.get(k).high()).isCloseTo(once.get(k).high(), within(1e-9));
        }
    }
}
