package dev.steergraph.ingest.correlate.activation;

import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.table.FeatureSpace;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Chunks of rows as stored in the codes; nothing of them stays in memory.
 *
 * @param layers one for each set, in the order of the space
 * @param document [rows] the document of each row
 * @param chosen which rows count
 * @param counted [chunks + 1] how many of those lie before each chunk
 */
public record CodeChunks(
        List<? extends CodeRows> layers,
        FeatureSpace space,
        RowChunks bounds,
        int[] document,
        IntPredicate chosen,
        long[] counted,
        int threads)
        implements ChunkedActivations {

    private static final IntPredicate ALL = row -> true;

    /** All rows. */
    public static CodeChunks of(
            List<? extends CodeRows> layers, FeatureSpace space, RowChunks bounds, int[] document, int threads) {
        long[] counted = Arrays.stream(bounds.starts()).asLongStream().toArray();
        return new CodeChunks(layers, space, bounds, document, ALL, counted, threads);
    }

    /** Some of the rows of each chunk, renumbered. */
    public CodeChunks some(IntPredicate some) {
        long[] counts = new long[bounds.count() + 1];
        for (int c = 0; c < bounds.count(); c++) {
            counts[c + 1] = counts[c] + rows(c, some).count();
        }
        return new CodeChunks(layers, space, bounds, document, some, counts, threads);
    }

    private IntStream rows(int chunk, IntPredicate some) {
        return IntStream.range(bounds.starts()[chunk], bounds.starts()[chunk + 1])
                .filter(some);
    }

    @Override
    public long rows() {
        return counted[counted.length - 1];
    }

    @Override
    public int chunks() {
        return bounds.count();
    }

    @Override
    public int longest() {
        return bounds.longest();
    }

    @Override
    public int held() {
        return 0;
    }

    @Override
    public ChunkedActivations firing() {
        List<FiringRows> ones = layers.stream().map(FiringRows::new).toList();
        return new CodeChunks(ones, space, bounds, document, chosen, counted, threads);
    }

    /** Sums over the slices of a chunk. */
    List<SliceMoments> sums(int chunk) {
        Chunk rows = chunk(chunk);
        return CodeActivations.sums(rows.layers(), space, RowSlices.of(rows.rows()), threads);
    }

    @Override
    public Chunk chunk(int number) {
        int first = bounds.starts()[number];
        if (chosen == ALL) {
            int rows = bounds.rows(number);
            return new Chunk(
                    layers.stream()
                            .map(layer -> RowRange.of(layer, first, rows))
                            .toList(),
                    Arrays.copyOfRange(document, first, first + rows),
                    space,
                    threads);
        }
        int[] some = rows(number, chosen).toArray();
        return new Chunk(
                layers.stream().map(layer -> RowRange.some(layer, some)).toList(),
                Arrays.stream(some).map(row -> document[row]).toArray(),
                space,
                threads);
    }

    record Chunk(List<CodeRows> layers, int[] document, FeatureSpace space, int threads) implements ActivationChunk {

        @Override
        public int rows() {
            return document.length;
        }

        @Override
        public ActivationSource source(int from, int to) {
            return part(from, to);
        }

        @Override
        public long[][] lists(int[] features) {
            return part(0, rows()).lists(features);
        }

        private CodeActivations part(int from, int to) {
            List<CodeRows> some = layers.stream()
                    .map(layer -> RowRange.of(layer, from, to - from))
                    .toList();
            return CodeActivations.part(some, space, to - from, threads);
        }
    }
}
