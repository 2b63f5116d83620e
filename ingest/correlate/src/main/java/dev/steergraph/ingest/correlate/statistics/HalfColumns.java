package dev.steergraph.ingest.correlate.statistics;

import dev.steergraph.ingest.correlate.activation.CodeActivations;
import dev.steergraph.ingest.correlate.activation.Documents;
import dev.steergraph.ingest.correlate.activation.FeatureColumns;
import dev.steergraph.ingest.correlate.activation.Workers;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rows of one half of the documents, renumbered from 0.
 *
 * @param columns their activations
 * @param document [rows] their documents
 * @param documents how many
 */
record HalfColumns(FeatureColumns columns, int[] document, int documents) {

    private static final long[] EMPTY = {};

    /**
     * Lists all features and splits the lists one by one, so that both halves together need no more memory than the
     * whole.
     */
    static List<HalfColumns> split(CodeActivations codes, DocumentHalves halves) {
        Documents documents = halves.documents();
        int[] place = new int[documents.number().length];
        int[] rows = new int[2];
        int[] count = new int[2];
        for (int d = 0; d < documents.count(); d++) {
            int half = halves.first()[d] ? 0 : 1;
            count[half]++;
            for (int row = documents.starts()[d]; row < documents.starts()[d + 1]; row++) {
                place[row] = rows[half]++;
            }
        }
        long[][] whole = codes.lists();
        long[][] a = new long[whole.length][];
        long[][] b = new long[whole.length][];
        Workers.run(
                IntStream.range(0, whole.length).boxed().toList(),
                codes.threads(),
                (f, scratch) -> {
                    a[f] = some(whole[f], halves, true, place);
                    b[f] = some(whole[f], halves, false, place);
                    whole[f] = EMPTY;
                    return f;
                },
                f -> {});
        return List.of(
                new HalfColumns(new FeatureColumns(rows[0], a), document(halves, true, rows[0]), count[0]),
                new HalfColumns(new FeatureColumns(rows[1], b), document(halves, false, rows[1]), count[1]));
    }

    private static long[] some(long[] activations, DocumentHalves halves, boolean first, int[] place) {
        int count = 0;
        for (long activation : activations) {
            count += halves.isInFirst(FeatureColumns.row(activation)) == first ? 1 : 0;
        }
        long[] some = new long[count];
        int at = 0;
        for (long activation : activations) {
            int row = FeatureColumns.row(activation);
            if (halves.isInFirst(row) == first) {
                some[at++] = FeatureColumns.activation(place[row], FeatureColumns.value(activation));
            }
        }
        return some;
    }

    private static int[] document(DocumentHalves halves, boolean first, int rows) {
        int[] document = new int[rows];
        int at = 0;
        for (int d : halves.documents().number()) {
            if (halves.first()[d] == first) {
                document[at++] = d;
            }
        }
        return document;
    }
}
