package dev.steergraph.ingest.correlate.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import dev.steergraph.ingest.correlate.kernel.CorrelationProgress;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every edge and no other, against commons-math on a dense copy, and against a 2x2 table counted row by row. */
class CorrelationReferenceTest {

    @ParameterizedTest
    @CsvSource({"1, 900, 0.3, 5", "2, 2500, 0.1, 1", "3, 700, 0.05, 0", "4, 5000, 0.5, 20", "5, 63, 0.2, 2"})
    void edgesAndTheirFiguresEqualCommonsMath(long seed, int rows, double threshold, int minDocuments) {
        Random random = new Random(seed);
        float[][] values = Tables.varied(rows, 201, random);
        List<Codes> layers = List.of(
                Tables.codes(1, Tables.part(values, 0, 110), 110),
                Tables.codes(4, Tables.part(values, 110, 200), 90),
                Tables.codes(5, Tables.part(values, 200, 201), 1));
        int[] document = Tables.documents(rows, random);

        CorrelationResult result = Correlation.run(
                layers,
                document,
                new CorrelationParameters(threshold, minDocuments, 0, 0, 2),
                CorrelationProgress.NONE);

        assertThat(result.edges().size()).isGreaterThan(20);
        double[][] columns = Tables.columns(layers);
        Set<Integer> found = new HashSet<>();
        for (int e = 0; e < result.edges().size(); e++) {
            int i = place(result.edges().sourceLayer(e), result.edges().sourceIndex(e));
            int j = place(result.edges().targetLayer(e), result.edges().targetIndex(e));
            found.add(i * 1000 + j);
            checkEdge(result.edges(), e, columns[i], columns[j], document);
        }
        assertThat(found).hasSize(result.edges().size());
        for (int i = 0; i < columns.length; i++) {
            for (int j = i + 1; j < columns.length; j++) {
                double r = new PearsonsCorrelation().correlation(columns[i], columns[j]);
                boolean edge = Math.abs(r) > threshold
                        && Table.of(columns[i], columns[j], document).documents() >= minDocuments;
                if (Math.abs(Math.abs(r) - threshold) > 1e-9 && varies(columns[i]) && varies(columns[j])) {
                    assertThat(found.contains(i * 1000 + j))
                            .as("%s %s r %s", i, j, r)
                            .isEqualTo(edge);
                }
            }
        }
    }

    private static int place(int layer, int index) {
        return index + (layer == 1 ? 0 : layer == 4 ? 110 : 200);
    }

    private static boolean varies(double[] column) {
        for (double x : column) {
            if (x != column[0]) {
                return true;
            }
        }
        return false;
    }

    private static void checkEdge(EdgeList edges, int e, double[] x, double[] y, int[] document) {
        assertThat(edges.r()[e]).isCloseTo(new PearsonsCorrelation().correlation(x, y), within(1e-9));
        Table table = Table.of(x, y, document);
        assertThat(edges.coactivations()[e]).isEqualTo(table.cells()[1][1]);
        assertThat(edges.documents()[e]).isEqualTo(table.documents());
        assertThat(edges.mi()[e]).isCloseTo(table.information(), within(1e-12));
        double entropies = Math.sqrt(table.rowEntropy() * table.columnEntropy());
        assertThat(edges.nmi()[e]).isCloseTo(entropies == 0 ? 0 : table.information() / entropies, within(1e-9));
    }

    /** Rows by activation of one and the other, counted one by one. */
    record Table(int[][] cells, int documents) {

        static Table of(double[] x, double[] y, int[] document) {
            int[][] cells = new int[2][2];
            Set<Integer> documents = new HashSet<>();
            for (int row = 0; row < x.length; row++) {
                cells[x[row] != 0 ? 1 : 0][y[row] != 0 ? 1 : 0]++;
                if (x[row] != 0 && y[row] != 0) {
                    documents.add(document[row]);
                }
            }
            return new Table(cells, documents.size());
        }

        private double share(int... counts) {
            double sum = 0;
            for (int count : counts) {
                sum += count;
            }
            return sum / (cells[0][0] + cells[0][1] + cells[1][0] + cells[1][1]);
        }

        private static double entropy(double... shares) {
            double sum = 0;
            for (double p : shares) {
                sum -= p == 0 ? 0 : p * Math.log(p) / Math.log(2);
            }
            return sum;
        }

        double rowEntropy() {
            return entropy(share(cells[0]), share(cells[1]));
        }

        double columnEntropy() {
            return entropy(share(cells[0][0], cells[1][0]), share(cells[0][1], cells[1][1]));
        }

        /** I = H1 + H2 - H12. */
        double information() {
            return rowEntropy()
                    + columnEntropy()
                    - entropy(share(cells[0][0]), share(cells[0][1]), share(cells[1][0]), share(cells[1][1]));
        }
    }
}
