package dev.steergraph.core.text;

import org.jspecify.annotations.Nullable;

/** Text in which every surrogate has its other half, so that it has a UTF-8 form. */
public final class WellFormed {

    private static final char REPLACEMENT = '\uFFFD';

    private WellFormed() {}

    /** The text with U+FFFD for each surrogate that stands alone, such as JSON's escapes can write. */
    public static String of(String text) {
        int alone = nextAlone(text, 0);
        if (alone == text.length()) {
            return text;
        }
        StringBuilder mended = new StringBuilder(text);
        for (; alone < text.length(); alone = nextAlone(text, alone + 1)) {
            mended.setCharAt(alone, REPLACEMENT);
        }
        return mended.toString();
    }

    /** The same of a text that may be missing. */
    public static @Nullable String orNull(@Nullable String text) {
        return text == null ? null : of(text);
    }

    /** Where a surrogate stands alone, or the text's length. */
    private static int nextAlone(String text, int from) {
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean pair = Character.isHighSurrogate(c)
                    && at + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(at + 1));
            if (Character.isSurrogate(c) && !pair) {
                return at;
            }
            at += pair ? 2 : 1;
        }
        return text.length();
    }
}
