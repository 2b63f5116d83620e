package dev.steergraph.ingest.correlate.statistics;

import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.ingest.correlate.activation.CodeActivations;
import dev.steergraph.ingest.correlate.activation.Documents;
import dev.steergraph.ingest.correlate.activation.FeatureColumns;
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

    /** The columns of a null run; the order for each depends on seed, run, layer, which of the layer's sets, and index alone. */
    FeatureColumns columns(CodeActivations codes, long seed, int run) {
        FeatureSpace space = codes.space();
        long[][] lists = codes.lists();
        Workers.run(
                IntStream.range(0, lists.length).boxed().toList(),
                codes.threads(),
                (feature, scratch) -> {
                    if (lists[feature].length > 0) {
                        move(lists[feature], starts(random(space, feature, seed, run)));
                    }
                    return feature;
                },
                feature -> {});
        return new FeatureColumns(documents.number().length, lists);
    }

    /** Features of one index in two sets of a layer must not move together. */
    private static SplittableRandom random(FeatureSpace space, int feature, long seed, int run) {
        int place = space.place(feature);
        int layer = space.layer(feature);
        int before = 0;
        while (before < place && space.sets().get(place - before - 1).layer() == layer) {
            before++;
        }
        return before == 0
                ? Randomness.of(seed, run, layer, space.index(feature))
                : Randomness.of(seed, run, layer, space.index(feature), before);
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
