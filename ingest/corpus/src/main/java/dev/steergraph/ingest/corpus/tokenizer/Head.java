package dev.steergraph.ingest.corpus.tokenizer;

import java.util.Arrays;
import java.util.function.Function;

/**
 * The first tokens of a long text without the tokens of all of it.
 *
 * <p>Where a beginning of the text ends, its last tokens may be others than in the text: a word is cut in two, a merge has
 * not been made. So two beginnings are encoded, one twice as long as the other. As far as their tokens agree, with some to
 * spare, the place of the cut has had no influence; if that is not far enough, longer ones are taken, at last the text.
 */
final class Head {

    /** Characters for each token wanted, in the shorter beginning. */
    private static final int LENGTH = 16;

    private static final int MIN_LENGTH = 4096;

    /** Tokens beyond those wanted that must agree. */
    private static final int SPARE = 64;

    private Head() {}

    /**
     * At most {@code wanted} tokens.
     *
     * @param encode all tokens of a text
     */
    static int[] of(String text, int wanted, Function<String, int[]> encode) {
        int length = (int) Math.min(text.length(), Math.max(MIN_LENGTH, (long) LENGTH * wanted));
        int[] shorter = length * 2L < text.length() ? encode.apply(beginning(text, length)) : new int[0];
        while (length * 2L < text.length()) {
            int[] longer = encode.apply(beginning(text, length * 2));
            int agreed = Arrays.mismatch(shorter, longer);
            if (agreed >= wanted + SPARE) {
                return Arrays.copyOf(longer, wanted);
            }
            shorter = longer;
            length *= 2;
        }
        int[] all = encode.apply(text);
        return Arrays.copyOf(all, Math.min(all.length, wanted));
    }

    /** Not cut between the two halves of a character. */
    private static String beginning(String text, int length) {
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}
