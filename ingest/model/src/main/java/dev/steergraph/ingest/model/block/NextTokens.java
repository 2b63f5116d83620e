package dev.steergraph.ingest.model.block;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Tokens that a batch is to predict.
 *
 * @param positions of the tokens that they come after, counted through the batch: b·T + t
 * @param ids what comes there
 */
public record NextTokens(long[] positions, long[] ids) {

    public NextTokens {
        if (positions.length != ids.length) {
            throw new IllegalArgumentException(positions.length + " positions and " + ids.length + " tokens");
        }
    }

    /** Indices into both, in order of the positions. */
    int[] byPosition() {
        return IntStream.range(0, positions.length)
                .boxed()
                .sorted(Comparator.comparingLong(i -> positions[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The same in a batch of so many sequences that is the first one several times, one after another. */
    public NextTokens repeated(int times, long tokens) {
        long[] all = new long[positions.length * times];
        long[] next = new long[all.length];
        for (int i = 0; i < all.length; i++) {
            int first = i % positions.length;
            all[i] = positions[first] + i / positions.length * tokens;
            next[i] = ids[first];
        }
        return new NextTokens(all, next);
    }
}
