package dev.steergraph.ingest.correlate.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.ingest.correlate.activation.CodeActivations;
import dev.steergraph.ingest.correlate.activation.Documents;
import dev.steergraph.ingest.correlate.activation.FeatureColumns;
import dev.steergraph.ingest.correlate.kernel.CorrelationExtras;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import dev.steergraph.ingest.correlate.kernel.CorrelationProgress;
import dev.steergraph.ingest.correlate.kernel.MinDocumentSupport;
import dev.steergraph.ingest.correlate.pair.CorrelationMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CorrelationTest {

    private static CorrelationResult run(List<Codes> layers, int[] document, CorrelationParameters parameters) {
        return Correlation.run(layers, document, parameters, CorrelationProgress.NONE);
    }

    private static int[] each(int rows) {
        return IntStream.range(0, rows).toArray();
    }

    @Test
    void resultsDoNotDependOnTheNumberOfThreads() {
        Random random = new Random(11);
        float[][] values = Tables.varied(3000, 300, random);
        List<Codes> layers = List.of(
                Tables.codes(2, Tables.part(values, 150, 300), 150), Tables.codes(0, Tables.part(values, 0, 150), 150));
        int[] document = Tables.documents(3000, random);
        CorrelationExtras all = CorrelationExtras.NONE
                .withBins(4)
                .withBootstrap(100, 40)
                .withHalves(true)
                .withFeatures(120);
        for (double bits : new double[] {0, 0.01}) {
            CorrelationResult one = run(layers, document, parameters(1, bits, all));
            assertThat(one.edges().size()).isGreaterThan(30);
            assertThat(one.intervals()).hasSizeGreaterThan(20);
            assertThat(one.halves().orElseThrow().both()).isPositive();
            for (int threads : new int[] {3, 8}) {
                assertThat(run(layers, document, parameters(threads, bits, all)))
                        .usingRecursiveComparison()
                        .ignoringFields("parameters")
                        .isEqualTo(one);
            }
        }
    }

    private static CorrelationParameters parameters(int threads, double bits, CorrelationExtras extras) {
        CorrelationParameters byStrength = new CorrelationParameters(0.1, 2, 2, 5, threads).with(extras);
        return bits == 0 ? byStrength : byStrength.withMinMi(bits);
    }

    @Test
    void extrasDoNotChangeTheEdges() {
        Random random = new Random(12);
        float[][] values = Tables.varied(2000, 150, random);
        List<Codes> layers = List.of(Tables.codes(0, values, 150));
        int[] document = Tables.documents(2000, random);
        CorrelationParameters usual = new CorrelationParameters(0.1, 2, 2, 5, 2);
        CorrelationResult plain = run(layers, document, usual);
        CorrelationResult more = run(
                layers,
                document,
                usual.with(CorrelationExtras.NONE
                        .withBins(4)
                        .withBootstrap(100, 40)
                        .withHalves(true)));
        assertThat(more)
                .usingRecursiveComparison()
                .ignoringFields("parameters", "details", "halves", "intervals")
                .isEqualTo(plain);
    }

    @Test
    void aLimitOnFeaturesLetsOnlyTheStrongestTakePart() {
        Random random = new Random(13);
        float[][] values = Tables.varied(1000, 200, random);
        List<Codes> layers = List.of(
                Tables.codes(0, Tables.part(values, 0, 100), 100), Tables.codes(1, Tables.part(values, 100, 200), 100));
        int[] document = Tables.documents(1000, random);
        CorrelationParameters usual = new CorrelationParameters(0.1, 2, 1, 5, 2);
        CorrelationResult all = run(layers, document, usual);
        CorrelationResult some = run(
                layers,
                document,
                usual.with(CorrelationExtras.NONE.withFeatures(40).withTop(40)));
        List<String> chosen = new ArrayList<>();
        for (CorrelationMatrix matrix : some.matrices()) {
            for (int index : matrix.rowLayer() == matrix.columnLayer() ? matrix.rowIndices() : new int[0]) {
                chosen.add(matrix.rowLayer() + ":" + index);
            }
        }
        assertThat(chosen).hasSize(80);
        assertThat(names(some.edges()))
                .hasSizeGreaterThan(5)
                .containsExactlyElementsOf(names(all.edges()).stream()
                        .filter(pair -> List.of(pair.split(" ")).stream().allMatch(chosen::contains))
                        .toList());
        assertThat(some.features().size()).isEqualTo(200);
    }

    private static List<String> names(EdgeList edges) {
        return IntStream.range(0, edges.size())
                .mapToObj(e -> edges.sourceLayer(e) + ":" + edges.sourceIndex(e) + " " + edges.targetLayer(e) + ":"
                        + edges.targetIndex(e))
                .toList();
    }

    @Test
    void levelsCountTheEdgesAboveThem() {
        Random random = new Random(14);
        float[][] values = Tables.varied(900, 120, random);
        List<Codes> layers = List.of(
                Tables.codes(0, Tables.part(values, 0, 60), 60), Tables.codes(1, Tables.part(values, 60, 120), 60));
        CorrelationResult result =
                run(layers, Tables.documents(900, random), new CorrelationParameters(0.25, 0, 2, 5, 2));
        List<EdgeLevels.Level> levels = result.levels().levels();
        assertThat(levels.stream().mapToDouble(EdgeLevels.Level::above))
                .containsExactly(0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);
        EdgeList edges = result.edges();
        for (EdgeLevels.Level level : levels) {
            assertThat(level.total())
                    .isEqualTo(Arrays.stream(edges.r())
                            .filter(r -> Math.abs(r) > level.above())
                            .count());
            assertThat(level.acrossNegative())
                    .isEqualTo(IntStream.range(0, edges.size())
                            .filter(e -> edges.r()[e] < -level.above())
                            .filter(e -> edges.sourceLayer(e) < edges.targetLayer(e))
                            .count());
        }
        assertThat(levels.get(0).within()).isEqualTo(result.counts().within()).isPositive();
        assertThat(levels.get(0).across()).isEqualTo(result.counts().across()).isPositive();
        assertThat(levels.get(0).withinNegative()).isPositive();
        assertThat(result.nullLevels()).hasSize(2);
        for (int run = 0; run < 2; run++) {
            assertThat(result.nullLevels().get(run).levels().get(0).total())
                    .isEqualTo(result.nullModel().get(run).total());
        }
    }

    @Test
    void plantedGroupsAreFoundAndPermutedDocumentsGiveNothing() {
        Random random = new Random(3);
        int rows = 30_000;
        int features = 400;
        int[] document = Tables.documents(rows, random);
        float[][] values = new float[rows][features];
        boolean[] topic = new boolean[20];
        for (int row = 0; row < rows; row++) {
            for (int t = 0; t < topic.length; t++) { // topics last for a whole document
                topic[t] = row > 0 && document[row] == document[row - 1] ? topic[t] : random.nextInt(15) == 0;
            }
            for (int f = 0; f < features; f++) {
                boolean on = f < 80 ? topic[f / 4] && random.nextInt(5) > 0 : random.nextInt(40) == 0;
                values[row][f] = on ? 0.5f + random.nextFloat() : 0;
            }
        }
        CorrelationResult result = run(
                List.of(
                        Tables.codes(0, Tables.part(values, 0, 200), 200),
                        Tables.codes(1, Tables.part(values, 200, 400), 200)),
                document,
                new CorrelationParameters(0.3, 5, 3, 1, 2));
        List<String> planted = new ArrayList<>();
        for (int f = 0; f < 80; f++) {
            for (int g = f + 1; g < (f / 4 + 1) * 4; g++) {
                planted.add(f + "-" + g);
            }
        }
        EdgeList edges = result.edges();
        assertThat(IntStream.range(0, edges.size()).mapToObj(e -> edges.sourceIndex(e) + "-" + edges.targetIndex(e)))
                .containsExactlyElementsOf(planted);
        assertThat(result.nullModel()).hasSize(3).allSatisfy(counts -> assertThat(counts.total())
                .isZero());
        assertThat(result.counts().within()).isEqualTo(120);
        assertThat(result.counts().across()).isZero();
    }

    @Test
    void theNullKeepsWhatHappensInsideADocumentAndLosesTheRest() {
        Random random = new Random(5);
        int[] document = Tables.documents(500, random);
        float[][] values = new float[500][2];
        for (int row = 0; row < 500; row++) {
            values[row] = new float[] {row + 1, row % 7 == 0 ? row + 1 : 0}; // one dense, one sparse
        }
        Codes codes = Tables.codes(3, values, 2);
        CodeActivations activations = CodeActivations.of(List.of(codes), FeatureSpace.of(List.of(codes)), 500, 1);
        FeatureColumns columns = new DocumentPermutation(Documents.of(document)).columns(activations, 1, 1);

        float[] dense = new float[500];
        for (long activation : columns.activations()[0]) {
            dense[FeatureColumns.row(activation)] = FeatureColumns.value(activation);
        }
        int kept = 0;
        for (int row = 1; row < 500; row++) {
            int from = (int) dense[row - 1] - 1;
            if (from + 1 < 500 && document[from] == document[from + 1]) {
                assertThat(dense[row]).isEqualTo(dense[row - 1] + 1);
            } else {
                kept += dense[row] == dense[row - 1] + 1 ? 1 : 0;
            }
        }
        assertThat(kept).isLessThan(5);
        float[] sorted = dense.clone();
        Arrays.sort(sorted);
        assertThat(sorted)
                .containsExactly(
                        IntStream.range(0, 500).collect(() -> new float[500], (a, k) -> a[k] = k + 1, (a, b) -> {}));
        assertThat(columns.activations()[1]).isSorted().hasSize(72);
        int aligned = 0;
        for (long activation : columns.activations()[1]) {
            aligned += dense[(int) (activation >>> 32)] == Float.intBitsToFloat((int) activation) ? 1 : 0;
        }
        assertThat(aligned).isLessThan(10);
    }

    @Test
    void featuresThatDoNotVaryHaveNoEdgesAndNoNaN() {
        float[][] values = new float[40][5];
        for (int row = 0; row < 40; row++) {
            values[row] = new float[] {0, 0.1f, row % 2, row % 2 * 3, 0.1f};
        }
        CorrelationResult result =
                run(List.of(Tables.codes(0, values, 5)), each(40), new CorrelationParameters(0, 0, 1, 0, 1));
        assertThat(result.edges().source()).containsExactly(2);
        assertThat(result.edges().target()).containsExactly(3);
        assertThat(result.features().sd()).containsExactly(0, 0, 0.5, 1.5, 0);
        assertThat(result.features().density()).containsExactly(0, 1, 0.5, 0.5, 1);
        assertThat(List.of(result.matrices().get(0).r()))
                .allSatisfy(row -> assertThat(row).doesNotContain(Double.NaN));
    }

    @Test
    void noRowsOneRowAndNoFeaturesGiveNoEdges() {
        CorrelationParameters parameters = new CorrelationParameters(0, 0, 1, 0, 2);
        assertThat(run(List.of(Tables.codes(0, new float[0][], 3)), each(0), parameters)
                        .edges()
                        .size())
                .isZero();
        assertThat(run(List.of(Tables.codes(0, new float[][] {{1, 2, 3}}, 3)), each(1), parameters)
                        .edges()
                        .size())
                .isZero();
        CorrelationResult none = run(
                List.of(Tables.codes(0, new float[][] {{}, {}}, 0), Tables.codes(1, new float[][] {{1, 3}, {0, 2}}, 2)),
                each(2),
                parameters);
        assertThat(none.edges().size()).isOne();
        assertThat(none.edges().sourceLayer(0)).isEqualTo(1);
        assertThat(none.features().size()).isEqualTo(2);
    }

    @Test
    void mutuallyExclusiveFeaturesHaveAnEdgeOnlyIfDocumentsAreCountedForEach() {
        float[][] values = new float[60][2];
        for (int row = 0; row < 60; row++) {
            values[row][row % 2] = 1;
        }
        List<Codes> layers = List.of(Tables.codes(0, values, 2));
        CorrelationParameters together = new CorrelationParameters(0.3, 5, 0, 0, 1);
        CorrelationParameters apart = new CorrelationParameters(0.3, 5, 0, 0, 1, MinDocumentSupport.EACH_IF_NEGATIVE);
        CorrelationParameters more = new CorrelationParameters(0.3, 31, 0, 0, 1, MinDocumentSupport.EACH_IF_NEGATIVE);
        assertThat(run(layers, each(60), together).edges().size()).isZero();
        assertThat(run(layers, each(60), apart).edges().r()).containsExactly(new double[] {-1}, Offset.offset(1e-12));
        assertThat(run(layers, each(60), apart).edges().documents()).containsExactly(0);
        assertThat(run(layers, each(60), more).edges().size()).isZero();
    }

    @Test
    void progressEndsAtItsTotal() {
        List<String> reports = new ArrayList<>();
        float[][] values = Tables.varied(300, 60, new Random(2));
        Correlation.run(
                List.of(Tables.codes(0, values, 60)),
                each(300),
                new CorrelationParameters(0.3, 1, 1, 0, 2),
                (stage, done, total) -> reports.add(stage + (done == total ? " done" : "")));
        assertThat(reports).contains("edges", "edges done", "null 1 done");
    }

    @Test
    void anInterruptStopsTheWork() {
        float[][] values = Tables.varied(300, 60, new Random(2));
        List<Codes> layers = List.of(Tables.codes(0, values, 60));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> run(layers, each(300), CorrelationParameters.defaults(2)))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void codesThatDoNotFitTogetherAreAUserError() {
        Codes three = Tables.codes(0, new float[][] {{1}, {2}, {0}}, 1);
        CorrelationParameters parameters = CorrelationParameters.defaults(1);
        assertThatThrownBy(() -> run(List.of(three), each(2), parameters))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("blocks.0.hook_resid_post have 3 rows, but 2");
        assertThatThrownBy(() -> run(List.of(three, three), each(3), parameters))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("layer 0 has two sets of the name codes");
        assertThatThrownBy(() -> run(List.of(three), new int[] {1, 2, 1}, parameters))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("row 2 belongs to document 1 again");
        Codes unordered =
                new Codes(HookPoint.residPost(0), 2, 1, new long[] {0, 2}, new int[] {1, 0}, new float[] {1, 1});
        assertThatThrownBy(() -> run(List.of(unordered), each(1), parameters))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("row 0 lists feature 0 after 1");
        Codes infinite = new Codes(
                HookPoint.residPost(0), 1, 1, new long[] {0, 1}, new int[] {0}, new float[] {Float.POSITIVE_INFINITY});
        assertThatThrownBy(() -> run(List.of(infinite), each(1), parameters))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("Infinity");
        assertThatThrownBy(() -> new CorrelationParameters(1, 5, 1, 0, 1)).isInstanceOf(UserError.class);
    }

    @Test
    void defaultsAreThoseOfTheContract() {
        assertThat(CorrelationParameters.defaults(4))
                .isEqualTo(new CorrelationParameters(0.3, 5, 1, 0, 4, MinDocumentSupport.TOGETHER));
    }
}
