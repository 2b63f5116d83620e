package dev.steergraph.ingest.correlate.statistics;

import dev.steergraph.ingest.correlate.column.Documents;
import dev.steergraph.ingest.correlate.column.FeatureColumns;
import dev.steergraph.ingest.correlate.column.Workers;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The rows of some documents, closed up.
 *
 * @param columns their firings
 * @param document [rows] their documents
 * @param documents how many
 */
record HalfColumns(FeatureColumns columns, int[] document, int documents) {

    private static final int PURPOSE = -3;

    /** Takes the columns apart, feature by feature, so that both halves need no more memory than the whole; it is empty then. */
    static List<HalfColumns> split(FeatureColumns columns, Documents documents, long seed, int threads) {
        boolean[] first = first(documents.count(), Randomness.of(seed, PURPOSE));
        int[] place = new int[columns.rows()];
        int[] rows = new int[2];
        int[] count = new int[2];
        for (int d = 0; d < first.length; d++) {
            int half = first[d] ? 0 : 1;
            count[half]++;
            for (int row = documents.starts()[d]; row < documents.starts()[d + 1]; row++) {
                place[row] = rows[half]++;
            }
        }
        int features = columns.firings().length;
        FeatureColumns a = new FeatureColumns(rows[0], new long[features][]);
        FeatureColumns b = new FeatureColumns(rows[1], new long[features][]);
        Workers.run(
                IntStream.range(0, features).boxed().toList(),
                threads,
                (f, scratch) -> {
                    a.firings()[f] = some(columns.firings()[f], documents, first, true, place);
                    b.firings()[f] = some(columns.firings()[f], documents, first, false, place);
                    columns.firings()[f] = null;
                    return f;
                },
                f -> {});
        return List.of(
                new HalfColumns(a, document(documents, first, true, rows[0]), count[0]),
                new HalfColumns(b, document(documents, first, false, rows[1]), count[1]));
    }

    /** A random half; of an odd number the smaller one. */
    private static boolean[] first(int documents, SplittableRandom random) {
        boolean[] first = new boolean[documents];
        int wanted = documents / 2;
        for (int d = 0; d < documents; d++) {
            first[d] = random.nextInt(documents - d) < wanted;
            wanted -= first[d] ? 1 : 0;
        }
        return first;
    }

    private static long[] some(long[] firings, Documents documents, boolean[] first, boolean half, int[] place) {
        int count = 0;
        for (long firing : firings) {
            count += first[documents.number()[FeatureColumns.row(firing)]] == half ? 1 : 0;
        }
        long[] some = new long[count];
        int at = 0;
        for (long firing : firings) {
            int row = FeatureColumns.row(firing);
            if (first[documents.number()[row]] == half) {
                some[at++] = FeatureColumns.firing(place[row], FeatureColumns.value(firing));
            }
        }
        return some;
    }

    private static int[] document(Documents documents, boolean[] first, boolean half, int rows) {
        int[] document = new int[rows];
        int at = 0;
        for (int d : documents.number()) {
            if (first[d] == half) {
                document[at++] = d;
            }
        }
        return document;
    }
}
