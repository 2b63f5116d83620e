package dev.steergraph.ingest.correlate.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.feature.Decoders;
import dev.steergraph.core.run.Share;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.ingest.correlate.activation.SearchLimits;
import dev.steergraph.ingest.correlate.kernel.CorrelationExtras;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import dev.steergraph.ingest.correlate.kernel.CorrelationProgress;
import dev.steergraph.ingest.correlate.kernel.MinDocumentSupport;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What shares of the pairs find is, joined, what one search finds: each edge once, to the last bit. */
class SharedSearchTest {

    private static final int ONE_CHUNK = 1 << 20;

    private record Input(List<Codes> codes, int[] document) {}

    private static SearchLimits limits(long memory, int chunkRows) throws IOException {
        return new SearchLimits(memory, Files.createTempDirectory("shares").resolve("permuted"), chunkRows);
    }

    /** [shares] what each found of a search. */
    private static Map<String, List<EdgeList>> shares(
            Input input, CorrelationParameters parameters, int shares, long memory, int chunkRows) throws IOException {
        Map<String, List<EdgeList>> found = new TreeMap<>();
        for (int share = 0; share < shares; share++) {
            // Memory, and so what is taken together, is the machine's own.
            Correlation.search(
                    input.codes(),
                    input.document(),
                    parameters.of(new Share(share, shares)),
                    limits(memory / (share + 1), chunkRows),
                    (search, here) -> {
                        EdgeList edges = here.get();
                        found.computeIfAbsent(search, name -> new ArrayList<>()).add(edges);
                        return edges;
                    },
                    CorrelationProgress.NONE);
        }
        return found;
    }

    private static void assertSharesMakeTheWhole(
            Input input, CorrelationParameters parameters, int shares, long memory, int chunkRows) throws IOException {
        Map<String, List<EdgeList>> found = shares(input, parameters, shares, memory, chunkRows);
        assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(EdgeFinder.searches(parameters));
        FeatureSpace space = FeatureSpace.of(input.codes());
        CorrelationResult joined = Correlation.run(
                input.codes(),
                input.document(),
                Decoders.NONE,
                parameters,
                limits(memory, chunkRows),
                (search, here) -> EdgeList.joined(space, Objects.requireNonNull(found.get(search))),
                CorrelationProgress.NONE);
        CorrelationResult whole = Correlation.run(
                input.codes(),
                input.document(),
                Decoders.NONE,
                parameters,
                limits(memory, chunkRows),
                EdgeFinder.HERE,
                CorrelationProgress.NONE);
        assertThat(joined)
                .usingRecursiveComparison()
                .withEqualsForType((a, b) -> Double.compare(a, b) == 0, Double.class)
                .isEqualTo(whole);
    }

    private static Input input(int rows, int features, int dense, Random random) {
        float[][] values = new float[rows][features];
        for (int row = 0; row < rows; row++) {
            float common = random.nextFloat();
            for (int f = 0; f < features; f++) {
                double density = f < dense ? 0.3 + 0.7 * f / dense : 0.6 / (f - dense + 3);
                boolean twin = f > 0 && f % 3 == 0 && values[row][f - 1] != 0 && random.nextInt(4) > 0;
                float value = (twin ? common : random.nextFloat()) + (f % 7 == 0 ? -0.6f : 0.1f);
                values[row][f] = twin || random.nextDouble() < density ? value : 0;
            }
        }
        int half = features / 2;
        List<Codes> codes = List.of(
                Tables.codes(0, Tables.part(values, 0, half), half),
                Tables.codes(1, Tables.part(values, half, features), features - half));
        int length = 1 + random.nextInt(9);
        return new Input(
                codes, IntStream.range(0, rows).map(row -> row / length).toArray());
    }

    @Property(tries = 40)
    void ofAnyNumber(
            @ForAll long seed,
            @ForAll @IntRange(min = 30, max = 300) int rows,
            @ForAll @IntRange(min = 2, max = 90) int features,
            @ForAll @IntRange(min = 1, max = 7) int shares,
            @ForAll boolean chunked)
            throws IOException {
        Input input = input(rows, features, 5, new Random(seed));
        CorrelationParameters parameters = new CorrelationParameters(
                        0.1, 2, 1, seed, 2, MinDocumentSupport.EACH_IF_NEGATIVE)
                .with(CorrelationExtras.NONE.withTop(5).withHalves(true));
        assertSharesMakeTheWhole(input, parameters, shares, 1 << 16, chunked ? 64 : ONE_CHUNK);
    }

    @Property(tries = 20)
    void byInformationToo(@ForAll long seed, @ForAll @IntRange(min = 2, max = 5) int shares, @ForAll boolean chunked)
            throws IOException {
        CorrelationParameters parameters = new CorrelationParameters(0.3, 1, 1, seed, 2)
                .withMinMi(0.02)
                .with(CorrelationExtras.NONE.withTop(5).withBins(3));
        assertSharesMakeTheWhole(
                input(200, 60, 5, new Random(seed)), parameters, shares, 1 << 16, chunked ? 64 : ONE_CHUNK);
    }

    /** As many dense features as are first filtered, and several blocks of them. */
    @ParameterizedTest
    @CsvSource({"1048576, 3, 0.08", "1048576, 3, 0.6", "700, 4, 0.08"})
    void ofManyDenseFeatures(int chunkRows, int shares, double threshold) throws IOException {
        Input input = input(2_000, 900, 400, new Random(shares));
        CorrelationParameters parameters = new CorrelationParameters(threshold, 2, 0, 0, 2);
        assertSharesMakeTheWhole(input, parameters, shares, 1 << 22, chunkRows);
    }

    @Test
    void eachShareHasWork() throws IOException {
        Input input = input(1_000, 1_200, 300, new Random(1));
        for (int chunkRows : new int[] {ONE_CHUNK, 400}) {
            List<EdgeList> edges = Objects.requireNonNull(
                    shares(input, new CorrelationParameters(0.05, 1, 0, 0, 2), 3, 1 << 24, chunkRows)
                            .get(EdgeFinder.EDGES));
            assertThat(edges).allSatisfy(share -> assertThat(share.size()).isGreaterThan(300));
        }
    }
}
