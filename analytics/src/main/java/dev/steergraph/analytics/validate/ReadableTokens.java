package dev.steergraph.analytics.validate;

import java.util.ArrayList;
import java.util.List;

/** Tokens as text that reads naturally: WordPiece ({@code ##ing}), SentencePiece ({@code ▁the}), byte-level BPE ({@code Ġthe}). */
final class ReadableTokens {

    private static final String CLOSING = ".,;:!?%)]}’”";
    private static final String OPENING = "([{“‘";

    private ReadableTokens() {}

    /** A token's text, with a space before it where one belongs. */
    static List<String> of(List<String> tokens) {
        boolean marked = tokens.stream().anyMatch(t -> t.startsWith("▁") || t.startsWith("Ġ"));
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            if (marked) {
                texts.add(token.replace('▁', ' ').replace('Ġ', ' ').replace('Ċ', ' '));
            } else if (token.startsWith("##")) {
                texts.add(token.substring(2));
            } else {
                texts.add(i == 0 || joins(tokens.get(i - 1), token) ? token : " " + token);
            }
        }
        return texts;
    }

    /** Labels are tokens, with commas between. */
    static String label(String label) {
        return label.replace("##", "-").replace("▁", "").replace("Ġ", "");
    }

    private static boolean joins(String before, String token) {
        boolean apostrophe = token.equals("'") || before.equals("'");
        return apostrophe || isOne(CLOSING, token) || isOne(OPENING, before) || token.equals("-") || before.equals("-");
    }

    private static boolean isOne(String marks, String token) {
        return token.length() == 1 && marks.contains(token);
    }
}
