package dev.steergraph.ingest.correlate.label;

import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.ingest.correlate.activation.Documents;
import java.util.Arrays;

/**
 * The activations of a set's features, pooled over documents: of each feature those documents in which the pool is not 0. Codes are
 * read in ranges of rows, once to count and once for each group of features whose pools fit in memory together.
 */
final class PooledColumns {

    private static final int ROWS = 1 << 15;

    private final CodeRows codes;
    private final Documents documents;
    private final int[] part;
    private final Pooling pooling;
    private final int most;

    /**
     * @param part int[documents], the place of a document among those that take part; -1 for one that does not
     * @param most pools in memory at once
     */
    PooledColumns(CodeRows codes, Documents documents, int[] part, Pooling pooling, int most) {
        this.codes = codes;
        this.documents = documents;
        this.part = part;
        this.pooling = pooling;
        this.most = most;
    }

    /** Takes a feature's pools: {@code documents[k]}, ascending, has {@code values[k]}. */
    interface Sink {
        void column(int feature, int[] documents, double[] values);
    }

    private interface Entry {
        void at(int document, int feature, float value);
    }

    void read(Sink sink) {
        int[] count = new int[codes.dSae()];
        int[] last = new int[codes.dSae()];
        Arrays.fill(last, -1);
        entries((document, feature, value) -> {
            if (last[feature] != document) {
                last[feature] = document;
                count[feature]++;
            }
        });
        int from = 0;
        while (from < count.length) {
            int to = from;
            long size = 0;
            while (to < count.length && (to == from || size + count[to] <= most)) {
                size += count[to++];
            }
            group(from, to, count, sink);
            from = to;
        }
    }

    private void group(int from, int to, int[] count, Sink sink) {
        int[][] documentsOf = new int[to - from][];
        double[][] values = new double[to - from][];
        int[][] listed = new int[to - from][];
        for (int f = from; f < to; f++) {
            documentsOf[f - from] = new int[count[f]];
            values[f - from] = new double[count[f]];
            listed[f - from] = new int[count[f]];
        }
        int[] size = new int[to - from];
        entries((document, feature, value) -> {
            if (feature < from || feature >= to) {
                return;
            }
            int f = feature - from;
            boolean first = size[f] == 0 || documentsOf[f][size[f] - 1] != document;
            size[f] += first ? 1 : 0;
            int at = size[f] - 1;
            documentsOf[f][at] = document;
            values[f][at] = pooling.add(values[f][at], value, first);
            listed[f][at]++;
        });
        for (int f = 0; f < size.length; f++) {
            int kept = 0;
            for (int k = 0; k < size[f]; k++) {
                int document = documentsOf[f][k];
                double pool = pooling.of(values[f][k], listed[f][k], documents.rows(document));
                if (pool != 0) {
                    documentsOf[f][kept] = part[document];
                    values[f][kept++] = pool;
                }
            }
            sink.column(from + f, Arrays.copyOf(documentsOf[f], kept), Arrays.copyOf(values[f], kept));
        }
    }

    private void entries(Entry entry) {
        int from = 0;
        while (from < codes.rows()) {
            int to = Math.min(codes.rows(), from + ROWS);
            Codes range = codes.range(from, to);
            for (int row = from; row < to; row++) {
                int document = documents.number()[row];
                if (part[document] >= 0) {
                    for (int e = range.start(row - from); e < range.start(row - from + 1); e++) {
                        entry.at(document, range.indices()[e], range.values()[e]);
                    }
                }
            }
            from = to;
        }
    }
}
