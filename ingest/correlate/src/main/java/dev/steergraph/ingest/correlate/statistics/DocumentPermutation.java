package dev.steergraph.ingest.correlate.statistics;

import dev.steergraph.ingest.correlate.activation.CodeActivations;
import dev.steergraph.ingest.correlate.activation.Documents;
import dev.steergraph.ingest.correlate.activation.FeatureColumns;
import dev.steergraph.ingest.correlate.activation.FeatureSpace;
import dev.steergraph.ingest.correlate.activation.Workers;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The null model: the documents of each feature are put in a random order of its own. Structure inside a document is
 * kept; what two features have in common beyond that is lost, including positions in documents. The assignment of
 * rows to documents is left as it was.
 */
final class DocumentPermutation {

    private final Documents documents;

    DocumentPermutation(Documents documents) {
        this.documents = documents;
    }

    /** The columns of a null run; the order for each depends on (seed, run, layer, index) alone. */
    FeatureColumns columns(CodeActivations codes, long seed, int run) {
        FeatureSpace space = codes.space();
        long[][] lists = codes.lists();
        Workers.run(
                IntStream.range(0, lists.length).boxed().toList(),
                codes.threads(),
                (feature, scratch) -> {
                    if (lists[feature].length > 0) {
                        move(
                                lists[feature],
                                starts(Randomness.of(seed, run, space.layer(feature), space.index(feature))));
                    }
                    return feature;
                },
                feature -> {});
        return new FeatureColumns(documents.number().length, lists);
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

    /** Permutes a list in place; nothing else refers to it yet. */
    private void move(long[] activations, int[] moved) {
        int[] number = documents.number();
        int[] starts = documents.starts();
        for (int k = 0; k < activations.length; k++) {
            int row = (int) (activations[k] >>> 32);
            long to = moved[number[row]] + row - starts[number[row]];
            activations[k] = (to << 32) | (activations[k] & 0xFFFFFFFFL);
        }
        Arrays.sort(activations);
    }
}
