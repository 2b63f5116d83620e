package dev.steergraph.ingest.model.hook;

import java.util.Arrays;

/**
 * Which tokens one pass reads. Texts that grow are read in several: first the prompts, then each new token by itself, or, where
 * there is no cache, all tokens once more. Columns are counted over all passes, padding included.
 *
 * <p>Letters: B sequences, T tokens of this pass.
 *
 * @param ids long[B·T], padding included
 * @param first the column of the pass's first token
 * @param begins of each sequence, the column of its first token that is real
 * @param ends of each sequence, the column after its last token that is real
 * @param prompt the column after the prompts' last tokens; what comes from there on was generated
 */
public record Pass(long[] ids, int first, int[] begins, int[] ends, int prompt) {

    public Pass {
        if (begins.length == 0 || begins.length != ends.length || ids.length % begins.length != 0) {
            throw new IllegalArgumentException(
                    ids.length + " tokens of " + begins.length + " sequences with " + ends.length + " ends");
        }
    }

    /** Texts as they are, read at once: all of them is prompt. @param sequences ids; shorter ones are filled up at their ends */
    public static Pass of(long[] ids, int... lengths) {
        int length = ids.length / lengths.length;
        return new Pass(ids, 0, new int[lengths.length], lengths.clone(), length);
    }

    /** B */
    public int sequences() {
        return begins.length;
    }

    /** T */
    public int length() {
        return ids.length / begins.length;
    }

    /** The token of a row b·T + t. */
    public long id(int row) {
        return ids[row];
    }

    /** The sequence of a row. */
    public int sequence(int row) {
        return row / length();
    }

    /** The column of a row. */
    public int column(int row) {
        return first + row % length();
    }

    /** Whether a row holds a token, and no padding. */
    public boolean isReal(int row) {
        int sequence = sequence(row);
        return column(row) >= begins[sequence] && column(row) < ends[sequence];
    }

    /** Whether a row's token is the first of its text. */
    public boolean isFirst(int row) {
        return column(row) == begins[sequence(row)];
    }

    /** Whether a row's token was generated. */
    public boolean isGenerated(int row) {
        return column(row) >= prompt;
    }

    @Override
    public String toString() {
        return "tokens " + first + " to " + (first + length()) + " of sequences that begin at "
                + Arrays.toString(begins);
    }
}
