package dev.steergraph.steering.measure;

import dev.steergraph.steering.edit.Unsteered;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Texts of like length that are read together. Letters: B texts, T tokens of the longest, n rows.
 *
 * @param ids long[B·T], texts filled up at their ends
 * @param lengths int[B]
 * @param rows long[n], ascending, tokens b·T + t that are rows: not special ones, nor a first one that is an attention sink
 * @param text int[n], which of all texts, not of the batch's, a row is of
 * @param next int[n], the token after a row; -1 if there is none, or a special one
 */
public record TextBatch(long[] ids, int[] lengths, long[] rows, int[] text, int[] next) {

    /** Texts of a batch are of like length: what shorter ones are filled up with is an eighth of the longest at most. */
    private static final int SLACK = 8;

    /** A batch of fewer tokens takes shorter texts as well, down to half the longest: small passes cost more than padding. */
    private static final int LEAST = 256;

    /**
     * All texts in batches, the longest first.
     *
     * @param texts ids of each, as the model reads them
     * @param maxTokens of a batch, unless a text has more
     */
    public static List<TextBatch> of(List<int[]> texts, Unsteered unsteered, int maxTokens) {
        int[] order = IntStream.range(0, texts.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> -texts.get(i).length))
                .mapToInt(Integer::intValue)
                .toArray();
        List<TextBatch> batches = new ArrayList<>();
        for (int from = 0; from < order.length; ) {
            int length = texts.get(order[from]).length;
            int most = from + Math.max(1, maxTokens / length);
            int to = from;
            while (to < order.length
                    && to < most
                    && isAlike(texts.get(order[to]).length, length, (to - from) * length)) {
                to++;
            }
            batches.add(of(texts, Arrays.copyOfRange(order, from, to), length, unsteered));
            from = to;
        }
        return batches;
    }

    private static boolean isAlike(int shorter, int longer, int tokens) {
        return shorter * SLACK >= longer * (SLACK - 1) || tokens < LEAST && shorter * 2 >= longer;
    }

    private static TextBatch of(List<int[]> texts, int[] chosen, int length, Unsteered unsteered) {
        long[] ids = new long[chosen.length * length];
        int[] lengths = new int[chosen.length];
        long[] rows = new long[ids.length];
        int[] text = new int[ids.length];
        int[] next = new int[ids.length];
        int n = 0;
        for (int b = 0; b < chosen.length; b++) {
            int[] own = texts.get(chosen[b]);
            lengths[b] = own.length;
            for (int t = 0; t < own.length; t++) {
                ids[b * length + t] = own[t];
                if (!unsteered.contains(own[t], t == 0)) {
                    rows[n] = (long) b * length + t;
                    text[n] = chosen[b];
                    boolean ends = t + 1 == own.length || unsteered.contains(own[t + 1], false);
                    next[n++] = ends ? -1 : own[t + 1];
                }
            }
        }
        return new TextBatch(ids, lengths, Arrays.copyOf(rows, n), Arrays.copyOf(text, n), Arrays.copyOf(next, n));
    }

    /** The same rows with other tokens before each text, which are no rows. @param before ids, without special ones */
    public TextBatch behind(int... before) {
        int length = length();
        int longer = length + before.length;
        long[] all = new long[texts() * longer];
        int[] longerLengths = new int[texts()];
        for (int b = 0; b < texts(); b++) {
            longerLengths[b] = lengths[b] + before.length;
            for (int t = 0; t < before.length; t++) {
                all[b * longer + t] = before[t];
            }
            System.arraycopy(ids, b * length, all, b * longer + before.length, length);
        }
        long[] moved = new long[rows.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = rows[i] / length * longer + before.length + rows[i] % length;
        }
        return new TextBatch(all, longerLengths, moved, text, next);
    }

    /** B */
    public int texts() {
        return lengths.length;
    }

    /** T */
    public int length() {
        return ids.length / lengths.length;
    }
}
