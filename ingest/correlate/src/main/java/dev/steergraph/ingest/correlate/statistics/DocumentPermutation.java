package dev.steergraph.ingest.correlate.statistics;

import dev.steergraph.ingest.correlate.column.Documents;
import dev.steergraph.ingest.correlate.column.FeatureColumns;
import dev.steergraph.ingest.correlate.column.FeatureSpace;
import dev.steergraph.ingest.correlate.column.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The null: each feature's rows are its documents laid end to end in an order of its own. What happens inside a document stays
 * together, what two features have in common beyond that is lost, and positions in documents do not meet either. Rows keep
 * the document that lay there before.
 */
final class DocumentPermutation {

    private final Documents documents;

    DocumentPermutation(Documents documents) {
        this.documents = documents;
    }

    /** Permutes every column in place; each draws from (seed, run, layer, index) alone. */
    void permute(FeatureColumns columns, FeatureSpace space, long seed, int run, int threads) {
        List<Integer> all = IntStream.range(0, columns.firings().length).boxed().toList();
        Workers.run(
                all,
                threads,
                (feature, scratch) -> {
                    long[] firings = columns.firings()[feature];
                    if (firings.length > 0) {
                        move(firings, starts(Randomness.of(seed, run, space.layer(feature), space.index(feature))));
                    }
                    return feature;
                },
                feature -> {});
    }

    /** [documents] where each document begins in a random order. */
    private int[] starts(SplittableRandom random) {
        int[] order = new int[documents.count()];
        for (int d = 0; d < order.length; d++) { // Fisher-Yates, inside out
            int k = random.nextInt(d + 1);
            order[d] = order[k];
            order[k] = d;
        }
        int[] moved = new int[order.length];
        int at = 0;
        for (int d : order) {
            moved[d] = at;
            at += documents.rows(d);
        }
        return moved;
    }

    private void move(long[] firings, int[] moved) {
        int[] number = documents.number();
        int[] starts = documents.starts();
        for (int k = 0; k < firings.length; k++) {
            int row = (int) (firings[k] >>> 32);
            long to = moved[number[row]] + row - starts[number[row]];
            firings[k] = (to << 32) | (firings[k] & 0xFFFFFFFFL);
        }
        Arrays.sort(firings);
    }
}
