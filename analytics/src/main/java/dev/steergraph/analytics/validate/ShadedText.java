package dev.steergraph.analytics.validate;

import java.util.ArrayList;
import java.util.List;

/**
 * What is shown of a text on the sheet of pairs: the strongest token and those around it, the more strongly a feature is active
 * on them the darker.
 *
 * @param cutBefore whether there is more text before
 * @param cutAfter whether there is more after
 */
record ShadedText(boolean cutBefore, List<Token> tokens, boolean cutAfter) {

    private static final int SHADES = 5;
    /** Tokens shown on either side of the strongest. */
    private static final int AROUND = 22;

    /**
     * A token.
     *
     * @param space what stands between it and the one before, if it has a shade; otherwise that is part of the text
     * @param shade 1 to {@value #SHADES}, or 0 for none
     */
    record Token(String space, String text, int shade, double activation) {

        private static Token of(String text, double activation, double max) {
            int shade = activation > 0 && max > 0
                    ? (int) Math.max(1, Math.min(SHADES, Math.ceil(SHADES * activation / max)))
                    : 0;
            return shade == 0
                    ? new Token("", text, 0, activation)
                    : new Token(text.startsWith(" ") ? " " : "", text.strip(), shade, activation);
        }
    }

    /** @param max the feature's largest activation, which has the darkest shade */
    static ShadedText of(JudgedPair.Text text, double max) {
        List<String> shown = ReadableTokens.of(text.tokens());
        int strongest = text.strongest();
        int from = Math.max(0, strongest - AROUND);
        int to = Math.min(shown.size(), strongest + AROUND + 1);
        List<Token> tokens = new ArrayList<>();
        for (int i = from; i < to; i++) {
            double activation =
                    i < text.activations().size() ? text.activations().get(i) : 0;
            tokens.add(Token.of(shown.get(i), activation, max));
        }
        return new ShadedText(from > 0, tokens, to < shown.size());
    }
}
