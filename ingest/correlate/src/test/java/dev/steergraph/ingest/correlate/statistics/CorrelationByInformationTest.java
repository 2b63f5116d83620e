package dev.steergraph.ingest.correlate.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import dev.steergraph.ingest.correlate.kernel.CorrelationProgress;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

/** Pairs kept by mutual information: all of them and no other, with r of the values. */
class CorrelationByInformationTest {

    private static final int FEATURES = 40;

    private static CorrelationResult run(List<Codes> layers, int[] document, CorrelationParameters parameters) {
        return Correlation.run(layers, document, parameters, CorrelationProgress.NONE);
    }

    @Property(tries = 60)
    void edgesAreThoseOfBruteForce(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 600) int rows,
            @ForAll @DoubleRange(min = 1e-6, max = 0.6) @Scale(6) double bits,
            @ForAll @IntRange(max = 3) int minDocuments) {
        Random random = new Random(seed);
        float[][] values = Tables.varied(rows, FEATURES, random);
        List<Codes> layers = List.of(
                Tables.codes(0, Tables.part(values, 0, 25), 25), Tables.codes(2, Tables.part(values, 25, 40), 15));
        int[] document = Tables.documents(rows, random);
        EdgeList edges = run(layers, document, new CorrelationParameters(0, minDocuments, 0, 0, 2).withMinMi(bits))
                .edges();
        double[][] columns = Tables.columns(layers);
        int e = 0;
        for (int i = 0; i < FEATURES; i++) {
            for (int j = i + 1; j < FEATURES; j++) {
                CorrelationReferenceTest.Table table =
                        CorrelationReferenceTest.Table.of(columns[i], columns[j], document);
                double information = table.information();
                boolean found = e < edges.size() && place(edges, e, true) == i && place(edges, e, false) == j;
                if (Math.abs(information - bits) > 1e-12) {
                    assertThat(found)
                            .as("%s %s %s bits", i, j, information)
                            .isEqualTo(information > bits && table.documents() >= minDocuments);
                }
                if (found) {
                    double r = TwoPass.correlation(columns[i], columns[j]);
                    assertThat(edges.r()[e]).isCloseTo(r, within(1e-9)).isBetween(-1.0, 1.0);
                    assertThat(edges.mi()[e]).isCloseTo(information, within(1e-12));
                    assertThat(edges.coactivations()[e]).isEqualTo(table.cells()[1][1]);
                    assertThat(edges.documents()[e++]).isEqualTo(table.documents());
                }
            }
        }
        assertThat(e).isEqualTo(edges.size());
    }

    private static int place(EdgeList edges, int e, boolean source) {
        int layer = source ? edges.sourceLayer(e) : edges.targetLayer(e);
        int index = source ? edges.sourceIndex(e) : edges.targetIndex(e);
        return layer == 0 ? index : 25 + index;
    }

    @Example
    void thePlantedPairIsFoundThoughItsValuesHardlyCorrelateAndPermutationsGiveNothing() {
        Random random = new Random(4);
        int rows = 20_000;
        float[][] values = new float[rows][100];
        int[] document = Tables.documents(rows, random);
        for (float[] row : values) {
            for (int f = 0; f < 100; f++) {
                row[f] = random.nextInt(50) == 0 ? 1 : 0;
            }
            row[7] = row[3] > 0 ? random.nextInt(40) == 0 ? 400 : 0.01f : 0; // fires with 3, with values of its own
        }
        List<Codes> layers = List.of(Tables.codes(0, values, 100));
        CorrelationParameters usual = new CorrelationParameters(0.3, 5, 2, 0, 2);
        assertThat(run(layers, document, usual).edges().size()).isZero();
        CorrelationResult result = run(layers, document, usual.withMinMi(0.01));
        assertThat(result.edges().source()).containsExactly(3);
        assertThat(result.edges().target()).containsExactly(7);
        assertThat(result.edges().r()[0]).isBetween(0.05, 0.3);
        assertThat(result.nullModel()).hasSize(2).allSatisfy(counts -> assertThat(counts.total())
                .isZero());
        assertThat(result.levels().levels().stream().mapToDouble(EdgeLevels.Level::above))
                .containsExactly(0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64);
        assertThat(result.levels().levels().stream().mapToLong(EdgeLevels.Level::withinPositive))
                .containsExactly(1L, 1L, 1L, 1L, 0L, 0L, 0L); // H(1/50) = 0.141 bits
    }

    @Example
    void bitsThatNoPairCanHaveAreAUserError() {
        for (double bits : Arrays.asList(1.0, -0.1, Double.NaN)) {
            assertThatThrownBy(() -> CorrelationParameters.defaults(1).withMinMi(bits))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("at most 1 bit");
        }
    }
}
