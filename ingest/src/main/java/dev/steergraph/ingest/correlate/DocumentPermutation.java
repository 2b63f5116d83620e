package dev.steergraph.ingest.correlate;

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

    /** [documents + 1] first rows. */
    private final int[] starts;

    /** [rows] number of the document, from 0. */
    private final int[] number;

    DocumentPermutation(int[] document) {
        number = new int[document.length];
        for (int row = 1; row < document.length; row++) {
            number[row] = number[row - 1] + (document[row] != document[row - 1] ? 1 : 0);
        }
        int documents = document.length == 0 ? 0 : number[document.length - 1] + 1;
        starts = new int[documents + 1];
        for (int row = document.length - 1; row >= 0; row--) {
            starts[number[row]] = row;
        }
        starts[documents] = document.length;
    }

    int documents() {
        return starts.length - 1;
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
                        move(firings, starts(random(seed, run, space.layer(feature), space.index(feature))));
                    }
                    return feature;
                },
                feature -> {});
    }

    private static SplittableRandom random(long seed, int run, int layer, int index) {
        long mixed = seed;
        for (long part : new long[] {run, layer, index}) {
            mixed = new SplittableRandom(mixed ^ (part + 1) * 0x9E3779B97F4A7C15L).nextLong();
        }
        return new SplittableRandom(mixed);
    }

    /** [documents] where each document begins in a random order. */
    private int[] starts(SplittableRandom random) {
        int documents = documents();
        int[] order = new int[documents];
        for (int d = 0; d < documents; d++) { // Fisher-Yates, inside out
            int k = random.nextInt(d + 1);
            order[d] = order[k];
            order[k] = d;
        }
        int[] moved = new int[documents];
        int at = 0;
        for (int d : order) {
            moved[d] = at;
            at += starts[d + 1] - starts[d];
        }
        return moved;
    }

    private void move(long[] firings, int[] moved) {
        for (int k = 0; k < firings.length; k++) {
            int row = (int) (firings[k] >>> 32);
            long to = moved[number[row]] + row - starts[number[row]];
            firings[k] = (to << 32) | (firings[k] & 0xFFFFFFFFL);
        }
        Arrays.sort(firings);
    }
}
