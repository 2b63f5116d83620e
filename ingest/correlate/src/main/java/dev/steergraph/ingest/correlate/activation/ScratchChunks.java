package dev.steergraph.ingest.correlate.activation;

import dev.steergraph.core.table.FeatureSpace;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Chunks of rows feature by feature, in files.
 *
 * @param file where they are
 * @param document [rows] the document of each row
 * @param isFiring whether values are read as ones
 */
record ScratchChunks(
        ScratchRows file, FeatureSpace space, RowChunks bounds, int[] document, boolean isFiring, int threads)
        implements ChunkedActivations {

    @Override
    public long rows() {
        return document.length;
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
        return Long.BYTES;
    }

    @Override
    public ChunkedActivations firing() {
        return new ScratchChunks(file, space, bounds, document, true, threads);
    }

    @Override
    public ActivationChunk chunk(int number) {
        return new Chunk(number);
    }

    private final class Chunk implements ActivationChunk {

        private final int number;
        private final int[] document;

        Chunk(int number) {
            this.number = number;
            this.document = Arrays.copyOfRange(
                    ScratchChunks.this.document, bounds.starts()[number], bounds.starts()[number + 1]);
        }

        @Override
        public int rows() {
            return document.length;
        }

        @Override
        public int[] document() {
            return document;
        }

        @Override
        public ActivationSource source(int from, int to) {
            int[] all = IntStream.range(0, space.size()).toArray();
            return ColumnActivations.of(new FeatureColumns(to - from, read(all, from, to)), threads);
        }

        @Override
        public long[][] lists(int[] features) {
            return read(features, 0, rows());
        }

        private long[][] read(int[] features, int from, int to) {
            long[][] lists = file.read(bounds.starts()[number], from, to, features);
            if (isFiring) {
                for (long[] list : lists) {
                    Arrays.setAll(list, k -> FeatureColumns.activation(FeatureColumns.row(list[k]), 1));
                }
            }
            return lists;
        }
    }
}
