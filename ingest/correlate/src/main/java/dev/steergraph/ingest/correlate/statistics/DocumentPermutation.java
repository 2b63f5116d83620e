package dev.steergraph.ingest.correlate.statistics;

import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.ingest.correlate.activation.CodeActivations;
import dev.steergraph.ingest.correlate.activation.Documents;
import dev.steergraph.ingest.correlate.activation.FeatureColumns;
import dev.steergraph.ingest.correlate.activation.ScratchRows;
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
        long[][] lists = codes.lists();
        permute(codes, IntStream.range(0, lists.length).toArray(), lists, seed, run);
        return new FeatureColumns(documents.number().length, lists);
    }

    /**
     * The same, feature by feature into files, with no more than so many bytes of lists in memory at a time.
     *
     * @param codes counted
     */
    void write(CodeActivations codes, long seed, int run, long bytes, ScratchRows into) {
        int[] active = codes.active();
        for (int from = 0; from < active.length; ) {
            int to = from;
            long used = 0;
            while (to < active.length && (to == from || used + (long) active[to] * Long.BYTES <= bytes)) {
                used += (long) active[to++] * Long.BYTES;
            }
            int[] features = IntStream.range(from, to).toArray();
            long[][] lists = codes.lists(features);
            permute(codes, features, lists, seed, run);
            for (int k = 0; k < features.length; k++) {
                into.write(features[k], lists[k]);
            }
            from = to;
        }
    }

    private void permute(CodeActivations codes, int[] features, long[][] lists, long seed, int run) {
        Workers.run(
                IntStream.range(0, features.length).boxed().toList(),
                codes.threads(),
                (k, scratch) -> {
                    if (lists[k].length > 0) {
                        move(lists[k], starts(random(codes.space(), features[k], seed, run)));
                    }
                    return k;
                },
                k -> {});
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
