package dev.steergraph.ingest.load;

import java.util.List;

/** Puts words together again from tokens. */
final class Words {

    private Words() {}

    /** The whole word to which a token belongs, without the tokenizer's marks ({@code ##}, {@code ▁}, {@code Ġ}). */
    static String around(List<String> tokens, int at) {
        boolean marksBeginnings = tokens.stream().anyMatch(t -> t.startsWith("Ġ") || t.startsWith("▁"));
        int from = at;
        while (from > 0 && continues(tokens.get(from), marksBeginnings)) {
            from--;
        }
        int to = at + 1;
        while (to < tokens.size() && continues(tokens.get(to), marksBeginnings)) {
            to++;
        }
        StringBuilder word = new StringBuilder();
        for (String token : tokens.subList(from, to)) {
            word.append(bare(token));
        }
        return word.toString();
    }

    private static boolean continues(String token, boolean marksBeginnings) {
        return marksBeginnings
                ? !token.startsWith("Ġ")
                        && !token.startsWith("▁")
                        && token.codePoints().allMatch(Character::isLetter)
                : token.startsWith("##");
    }

    private static String bare(String token) {
        return token.startsWith("##")
                ? token.substring(2)
                : token.startsWith("Ġ") || token.startsWith("▁") ? token.substring(1) : token;
    }
}
