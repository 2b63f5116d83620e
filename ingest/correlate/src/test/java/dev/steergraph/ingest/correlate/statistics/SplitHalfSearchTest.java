package dev.steergraph.ingest.correlate.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.ingest.correlate.activation.CodeActivations;
import dev.steergraph.ingest.correlate.activation.Documents;
import dev.steergraph.ingest.correlate.kernel.CorrelationExtras;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import dev.steergraph.ingest.correlate.kernel.CorrelationProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitHalfSearchTest {

    private static final int ROWS = 3000;
    private static final int FEATURES = 120;

    private static Set<String> pairs(EdgeList edges) {
        return IntStream.range(0, edges.size())
                .mapToObj(e -> edges.sourceIndex(e) + "-" + edges.targetIndex(e))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void halvesFindWhatRunsOnTheirRowsFind() {
        Random random = new Random(9);
        float[][] values = Tables.varied(ROWS, FEATURES, random);
        int[] document = Tables.documents(ROWS, random);
        Codes codes = Tables.codes(0, values, FEATURES);
        CorrelationParameters parameters = new CorrelationParameters(0.1, 5, 0, 4, 2);
        SplitHalf halves = Correlation.run(
                        List.of(codes),
                        document,
                        parameters.with(CorrelationExtras.NONE.withHalves(true)),
                        CorrelationProgress.NONE)
                .halves()
                .orElseThrow();

        CodeActivations activations = CodeActivations.of(List.of(codes), FeatureSpace.of(List.of(codes)), ROWS, 1);
        List<HalfColumns> split =
                HalfColumns.split(activations, DocumentHalves.draw(Documents.of(document), parameters.seed()));
        List<Set<String>> found = new ArrayList<>();
        Set<Integer> all = new TreeSet<>();
        for (HalfColumns half : split) {
            Set<Integer> own = IntStream.of(half.document()).boxed().collect(Collectors.toSet());
            assertThat(own).hasSize(half.documents()).noneMatch(all::contains);
            all.addAll(own);
            int[] number = Documents.of(document).number();
            int[] rows = IntStream.range(0, ROWS)
                    .filter(row -> own.contains(number[row]))
                    .toArray();
            assertThat(half.document()).hasSize(rows.length);
            float[][] part = IntStream.of(rows).mapToObj(row -> values[row]).toArray(float[][]::new);
            found.add(pairs(Correlation.run(
                            List.of(Tables.codes(0, part, FEATURES)),
                            IntStream.of(rows).map(row -> document[row]).toArray(),
                            parameters.withMinDocuments(3),
                            CorrelationProgress.NONE)
                    .edges()));
        }
        assertThat(all).hasSize(Documents.of(document).count());
        assertThat(Math.abs(halves.documentsA() - halves.documentsB())).isLessThanOrEqualTo(1);
        assertThat(halves.rowsA() + halves.rowsB()).isEqualTo(ROWS);
        assertThat(halves.edgesA()).isEqualTo(found.get(0).size()).isGreaterThan(20);
        assertThat(halves.edgesB()).isEqualTo(found.get(1).size());
        found.get(0).retainAll(found.get(1));
        assertThat(halves.both()).isEqualTo(found.get(0).size());
        assertThat(halves.jaccard())
                .isCloseTo((double) halves.both() / (halves.edgesA() + halves.edgesB() - halves.both()), within(1e-12));
        assertThat(halves.correlation()).isBetween(0.8, 1.0);
    }

    @Test
    void halvesWithoutDocumentsOrEdgesHaveNoMeaninglessNumbers() {
        float[][] values = new float[30][2];
        for (int row = 0; row < 30; row++) {
            values[row] = new float[] {row % 2, row % 3};
        }
        SplitHalf halves = Correlation.run(
                        List.of(Tables.codes(0, values, 2)),
                        new int[30],
                        new CorrelationParameters(0.9, 0, 1, 0, 2).with(CorrelationExtras.NONE.withHalves(true)),
                        CorrelationProgress.NONE)
                .halves()
                .orElseThrow();
        assertThat(halves.rowsA()).isZero();
        assertThat(halves.rowsB()).isEqualTo(30);
        assertThat(halves.either()).isZero();
        assertThat(halves.jaccard()).isEqualTo(1);
        assertThat(halves.correlation()).isNaN();
        assertThat(halves.meanDifference()).isNaN();
    }
}
