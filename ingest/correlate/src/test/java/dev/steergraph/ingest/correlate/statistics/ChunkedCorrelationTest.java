package dev.steergraph.ingest.correlate.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.feature.Decoders;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.ingest.correlate.activation.RowChunks;
import dev.steergraph.ingest.correlate.activation.SearchLimits;
import dev.steergraph.ingest.correlate.kernel.CorrelationExtras;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import dev.steergraph.ingest.correlate.kernel.CorrelationProgress;
import dev.steergraph.ingest.correlate.kernel.MinDocumentSupport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that are correlated chunk by chunk have the result of all rows at once. */
class ChunkedCorrelationTest {

    /** Keeps thresholds off the fractions that r of a few rows may be exactly, where its last bits decide. */
    private static final double NO_FRACTION = 1.2345e-6;

    private static final CorrelationExtras ALL =
            CorrelationExtras.NONE.withTop(6).withBins(3).withBootstrap(100, 20).withHalves(true);

    private static CorrelationResult run(
            List<Codes> layers, int[] document, CorrelationParameters parameters, int chunkRows, long memory) {
        return Correlation.run(
                layers,
                document,
                Decoders.NONE,
                parameters,
                limits(chunkRows, memory),
                EdgeFinder.HERE,
                CorrelationProgress.NONE);
    }

    private static SearchLimits limits(int chunkRows, long memory) {
        return new SearchLimits(memory, folder(), chunkRows);
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("chunked");
            Files.delete(folder);
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Layers of different widths; some values are negative, and some features fire in the first or last rows only. */
    private static List<Codes> layers(int rows, int layers, Random random) {
        List<Codes> all = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            int features = 8 + 5 * layer;
            float[][] values = Tables.varied(rows, features, random);
            int border = random.nextInt(rows + 1);
            for (int row = 0; row < rows; row++) {
                values[row][0] = row < border ? values[row][0] : 0;
                values[row][1] = row < border ? 0 : values[row][1];
                values[row][2] = values[row][3] > 0 && random.nextInt(3) > 0 ? -values[row][3] : values[row][2];
                values[row][4] = row % 2 == 0 ? values[row][5] : 0;
            }
            all.add(Tables.codes(layer, values, features));
        }
        return all;
    }

    private static void assertSame(EdgeList found, EdgeList expected) {
        assertThat(found.source()).isEqualTo(expected.source());
        assertThat(found.target()).isEqualTo(expected.target());
        assertThat(found.coactivations()).isEqualTo(expected.coactivations());
        assertThat(found.documents()).isEqualTo(expected.documents());
        assertThat(found.mi()).isEqualTo(expected.mi());
        assertThat(found.nmi()).isEqualTo(expected.nmi());
        assertThat(found.r()).containsExactly(expected.r(), within(1e-12));
    }

    private static void assertSame(CorrelationResult found, CorrelationResult expected) {
        assertSame(found.edges(), expected.edges());
        assertThat(found.nullModel()).usingRecursiveComparison().isEqualTo(expected.nullModel());
        assertThat(found.rows()).isEqualTo(expected.rows());
        assertThat(found.documents()).isEqualTo(expected.documents());
        assertThat(found.hooks()).isEqualTo(expected.hooks());
        assertThat(found.features().rowsActive()).isEqualTo(expected.features().rowsActive());
        assertThat(found.features().max()).isEqualTo(expected.features().max());
        for (int f = 0; f < found.features().size(); f++) {
            assertThat(found.features().mean()[f])
                    .isCloseTo(
                            expected.features().mean()[f],
                            relative(expected.features().mean()[f]));
            assertThat(found.features().sd()[f])
                    .isCloseTo(
                            expected.features().sd()[f],
                            relative(expected.features().sd()[f]));
        }
        assertThat(found.halves().isPresent()).isEqualTo(expected.halves().isPresent());
        expected.halves().ifPresent(half -> assertSame(found.halves().orElseThrow(), half));
        expected.details().ifPresent(details -> {
            assertThat(found.details().orElseThrow().mi()).isEqualTo(details.mi());
            assertThat(found.details().orElseThrow().lift()).isEqualTo(details.lift());
        });
        assertThat(found.intervals()).hasSameSizeAs(expected.intervals());
        assertThat(found.matrices()).hasSameSizeAs(expected.matrices());
        for (int m = 0; m < found.matrices().size(); m++) {
            assertThat(found.matrices().get(m).rowIndices())
                    .isEqualTo(expected.matrices().get(m).rowIndices());
            double[][] r = expected.matrices().get(m).r();
            for (int i = 0; i < r.length; i++) {
                assertThat(found.matrices().get(m).r()[i]).containsExactly(r[i], within(1e-11));
            }
        }
    }

    private static Offset<Double> relative(double value) {
        return within(1e-12 * Math.max(1e-3, Math.abs(value)));
    }

    private static void assertSame(SplitHalf found, SplitHalf expected) {
        assertThat(found.documentsA()).isEqualTo(expected.documentsA());
        assertThat(found.documentsB()).isEqualTo(expected.documentsB());
        assertThat(found.rowsA()).isEqualTo(expected.rowsA());
        assertThat(found.rowsB()).isEqualTo(expected.rowsB());
        assertThat(found.edgesA()).isEqualTo(expected.edgesA());
        assertThat(found.edgesB()).isEqualTo(expected.edgesB());
        assertThat(found.both()).isEqualTo(expected.both());
        if (!Double.isNaN(expected.correlation())) {
            assertThat(found.correlation()).isCloseTo(expected.correlation(), within(1e-9));
            assertThat(found.meanDifference()).isCloseTo(expected.meanDifference(), within(1e-11));
        }
    }

    @Property(tries = 40)
    void chunksOfAnyLengthHaveTheResultOfOnePass(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 400) int rows,
            @ForAll @IntRange(min = 1, max = 3) int layers,
            @ForAll @IntRange(min = 1, max = 150) int chunkRows,
            @ForAll @DoubleRange(min = 0.05, max = 0.6) double threshold) {
        Random random = new Random(seed);
        List<Codes> codes = layers(rows, layers, random);
        int[] document = Tables.documents(rows, random);
        CorrelationParameters parameters = new CorrelationParameters(threshold + NO_FRACTION, 2, 2, seed, 2).with(ALL);
        assertSame(
                run(codes, document, parameters, chunkRows, 4096),
                run(codes, document, parameters, RowChunks.ROWS, 4096));
    }

    @Property(tries = 30)
    void byInformationToo(
            @ForAll long seed,
            @ForAll @IntRange(min = 20, max = 300) int rows,
            @ForAll @IntRange(min = 1, max = 150) int chunkRows) {
        Random random = new Random(seed);
        List<Codes> codes = layers(rows, 2, random);
        int[] document = Tables.documents(rows, random);
        CorrelationParameters parameters =
                new CorrelationParameters(0.3, 1, 1, seed, 2).withMinMi(0.02).with(ALL.withBootstrap(0, 1));
        assertSame(
                run(codes, document, parameters, chunkRows, 1 << 20),
                run(codes, document, parameters, RowChunks.ROWS, 1 << 20));
    }

    @Property(tries = 30)
    void negativeEdgesMayNeedDocumentsOfEach(
            @ForAll long seed,
            @ForAll @IntRange(min = 20, max = 300) int rows,
            @ForAll @IntRange(min = 1, max = 150) int chunkRows) {
        Random random = new Random(seed);
        List<Codes> codes = layers(rows, 2, random);
        int[] document = Tables.documents(rows, random);
        CorrelationParameters parameters =
                new CorrelationParameters(0.05 + NO_FRACTION, 4, 1, seed, 1, MinDocumentSupport.EACH_IF_NEGATIVE);
        assertSame(
                run(codes, document, parameters, chunkRows, 1 << 20),
                run(codes, document, parameters, RowChunks.ROWS, 1 << 20));
    }

    /** More features than a tile, portions of a chunk, blocks of dense rows, and parts of the file of permuted rows. */
    @ParameterizedTest
    @CsvSource({"60000, 0.02, 1", "60000, 0.3, 7", "1073741824, 0.3, 20"})
    void neitherThreadsNorMemoryChangeAByte(long memory, double threshold, int minDocuments) {
        Random random = new Random(minDocuments);
        int rows = 40_000;
        float[][] values = new float[rows][300];
        for (int row = 0; row < rows; row++) {
            for (int f = 0; f < 300; f++) {
                double density = f < 10 ? 0.4 : 0.5 / (f - 9);
                boolean twin = f > 20 && f % 3 == 0 && values[row][f - 1] > 0 && random.nextInt(4) > 0;
                values[row][f] = twin || random.nextDouble() < density ? 1 + random.nextFloat() : 0;
            }
        }
        List<Codes> codes = List.of(
                Tables.codes(0, Tables.part(values, 0, 110), 110), Tables.codes(1, Tables.part(values, 110, 300), 190));
        int[] document = IntStream.range(0, rows).map(row -> row / 90).toArray();
        CorrelationExtras extras = CorrelationExtras.NONE.withTop(30).withHalves(true);
        CorrelationResult one = run(
                codes,
                document,
                new CorrelationParameters(threshold, minDocuments, 1, 3, 1).with(extras),
                18_000,
                memory);
        CorrelationResult two = run(
                codes,
                document,
                new CorrelationParameters(threshold, minDocuments, 1, 3, 2).with(extras),
                18_000,
                1 << 22);
        assertSame(one.edges(), two.edges());
        assertThat(one.edges().r()).isEqualTo(two.edges().r());
        assertThat(one.features().mean()).isEqualTo(two.features().mean());
        assertThat(one.features().sd()).isEqualTo(two.features().sd());
        for (int m = 0; m < one.matrices().size(); m++) {
            assertThat(one.matrices().get(m).r())
                    .isDeepEqualTo(two.matrices().get(m).r());
        }
        assertThat(one.nullLevels()).isEqualTo(two.nullLevels());
        assertThat(one.halves()).isEqualTo(two.halves());
        assertThat(one.edges().size()).isGreaterThan(50);
        CorrelationResult whole = run(
                codes,
                document,
                new CorrelationParameters(threshold, minDocuments, 1, 3, 2).with(extras),
                40_000,
                memory);
        assertSame(one, whole);
        assertThat(one.nullLevels()).isEqualTo(whole.nullLevels());
    }

    @Test
    void permutedRowsAreThoseOfOnePass() {
        Random random = new Random(5);
        List<Codes> codes = layers(3000, 2, random);
        int[] document = Tables.documents(3000, random);
        CorrelationParameters parameters = new CorrelationParameters(0.02, 1, 0, 9, 2);
        EdgeList chunked =
                Correlation.permuted(codes, document, parameters, limits(700, 5000), CorrelationProgress.NONE);
        EdgeList whole = Correlation.permuted(
                codes, document, parameters, limits(RowChunks.ROWS, 5000), CorrelationProgress.NONE);
        assertSame(chunked, whole);
        assertThat(chunked.size()).isPositive();
    }

    @Test
    void nothingStaysOnDiskAlsoAfterAFailure() throws IOException {
        Random random = new Random(6);
        List<Codes> codes = layers(500, 2, random);
        int[] document = Tables.documents(500, random);
        Path scratch = folder();
        Files.createDirectories(scratch);
        Files.writeString(scratch.resolve("rows-0"), "left by one that was killed");
        SearchLimits limits = new SearchLimits(1 << 20, scratch, 100);
        CorrelationParameters parameters = new CorrelationParameters(0.1, 1, 1, 0, 2);
        EdgeList edges = Correlation.permuted(codes, document, parameters, limits, CorrelationProgress.NONE);
        assertSame(
                edges,
                Correlation.permuted(
                        codes, document, parameters, limits(RowChunks.ROWS, 1 << 20), CorrelationProgress.NONE));
        assertThat(scratch).doesNotExist();
        assertThatThrownBy(() -> Correlation.run(
                        codes, document, Decoders.NONE, parameters, limits, EdgeFinder.HERE, (stage, d, t) -> {
                            if (stage.startsWith("null")) {
                                assertThat(scratch).exists();
                                throw new CancellationException("stopped");
                            }
                        }))
                .isInstanceOf(CancellationException.class);
        assertThat(scratch).doesNotExist();
    }

    @Test
    void chunksBeginWithDocuments() {
        int[] document = {3, 3, 3, 4, 4, 5, 5, 5, 5, 5, 5, 5, 9, 9, 1, 2};
        assertThat(RowChunks.of(document, 2).starts()).containsExactly(0, 3, 5, 12, 14, 16);
        assertThat(RowChunks.of(document, 4).starts()).containsExactly(0, 5, 12, 16);
        assertThat(RowChunks.of(document, 16).starts()).containsExactly(0, 16);
        assertThat(RowChunks.of(new int[9], 2).starts()).containsExactly(0, 9);
        assertThat(RowChunks.of(new int[0], 2).starts()).containsExactly(0, 0);
        assertThat(RowChunks.ROWS).isEqualTo(1 << 20);
    }

    @Property(tries = 100)
    void everyChunkBeginsAtTheFirstDocumentAfterAMultiple(
            @ForAll long seed, @ForAll @IntRange(max = 200) int rows, @ForAll @IntRange(min = 1, max = 40) int each) {
        int[] document = Tables.documents(rows, new Random(seed));
        int[] expected = IntStream.range(0, rows)
                .filter(row -> row == 0 || document[row] != document[row - 1])
                .filter(row -> row == 0 || isFirstAfterMultiple(document, row, each))
                .toArray();
        int[] starts = RowChunks.of(document, each).starts();
        assertThat(Arrays.copyOf(starts, starts.length - 1)).isEqualTo(rows == 0 ? new int[1] : expected);
        assertThat(starts[starts.length - 1]).isEqualTo(rows);
    }

    /** Whether a multiple of the rows of a chunk lies after the start of the document before, and not after this one's. */
    private static boolean isFirstAfterMultiple(int[] document, int row, int each) {
        int before = row - 1;
        while (before > 0 && document[before - 1] == document[before]) {
            before--;
        }
        return row / each > before / each;
    }
}
