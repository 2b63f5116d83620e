package dev.steergraph.ingest.corpus.batch;

import dev.steergraph.ingest.corpus.tokenizer.Tokenizer;
import java.util.Arrays;
import java.util.function.IntSupplier;

/**
 * Lays documents one after the other into sequences that are as long as the context. A document that does not fit goes
 * on in the next sequence.
 */
final class Packer {

    private final Tokenizer tokenizer;
    private final boolean withoutFirst;
    private final int[] ids;
    private final int[] document;
    private int filled;
    private int[] pending = new int[0];
    private int from;
    private int number = -1;

    /** @param withoutFirst whether the first token of a sequence is left out of the rows */
    Packer(Tokenizer tokenizer, boolean withoutFirst) {
        this.tokenizer = tokenizer;
        this.withoutFirst = withoutFirst;
        ids = new int[tokenizer.room()];
        document = new int[tokenizer.room()];
    }

    /** Tokens that wait for the next sequence. */
    int pending() {
        return pending.length - from;
    }

    boolean isEmpty() {
        return filled == 0;
    }

    boolean isFull() {
        return filled == ids.length;
    }

    /** Takes the next document's tokens; what stands between documents comes first, except at a beginning. */
    void take(int[] body) {
        pending = filled == 0 ? body : separated(body);
        from = 0;
        number = -1;
    }

    /** Takes the document in whose middle a part has ended. @param left so many of its tokens are left */
    void take(int[] body, int left) {
        // Longer than the document, it begins with what stands before it.
        pending = left > body.length ? separated(body) : body;
    }

    /**
     * Goes on in the middle of the document at a new sequence.
     *
     * @param left so many of its tokens are left
     * @param lastDocument number of the last document that had rows
     */
    void resume(int left, int lastDocument) {
        from = pending.length - left;
        filled = 0;
        boolean begun = Arrays.stream(pending, 0, from).anyMatch(id -> !tokenizer.isSpecial(id));
        number = begun ? lastDocument : -1;
    }

    /** Moves waiting tokens to the sequence while there is room. @param newNumber gives the document its number when its first row comes */
    void fill(IntSupplier newNumber) {
        while (from < pending.length && !isFull()) {
            int id = pending[from++];
            boolean row = !tokenizer.isSpecial(id);
            if (row && number < 0) {
                number = newNumber.getAsInt();
            }
            ids[filled] = id;
            document[filled++] = row ? number : -1;
        }
    }

    /** The sequence so far; the next one begins. */
    Sequence emit() {
        Sequence sequence = Sequences.enclosed(
                tokenizer, Arrays.copyOf(ids, filled), Arrays.copyOf(document, filled), withoutFirst);
        filled = 0;
        return sequence;
    }

    private int[] separated(int[] body) {
        int[] separator = tokenizer.separator();
        int[] joined = Arrays.copyOf(separator, separator.length + body.length);
        System.arraycopy(body, 0, joined, separator.length, body.length);
        return joined;
    }
}
