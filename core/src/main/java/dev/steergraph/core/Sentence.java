package dev.steergraph.core;

/** Keeps what is said to people readable, however much of a damaged file or a long argument it quotes. */
public final class Sentence {

    private static final int LONGEST = 1_200;
    private static final int HEAD = 700;
    private static final int TAIL = 400;

    private Sentence() {}

    /** The text in one line, without control characters; of a long one, the beginning and the end. */
    public static String of(String text) {
        int length = text.length();
        if (length <= LONGEST) {
            return clean(text);
        }
        return clean(text.substring(0, HEAD)) + " ... (" + (length - HEAD - TAIL) + " characters left out) ... "
                + clean(text.substring(length - TAIL));
    }

    private static String clean(String text) {
        return text.chars().noneMatch(Sentence::isControl)
                ? text
                : text.chars()
                        .map(c -> isControl(c) ? ' ' : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    private static boolean isControl(int c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }
}
