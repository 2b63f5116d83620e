package dev.steergraph.ingest.load;

import dev.steergraph.core.text.ByteLevel;
import java.util.List;

/** Puts words together again from tokens. */
final class Words {

    private Words() {}

    /**
     * The whole word to which a token belongs, without the tokenizer's marks ({@code ##}, {@code ▁}, {@code Ġ}). What is
     * nothing but space is shown by the signs for it: {@code ␣}, {@code ↵}, {@code ⇥}.
     */
    static String around(List<String> tokens, int at) {
        boolean bytes = tokens.stream().anyMatch(t -> t.startsWith("Ġ"));
        boolean marksBeginnings = bytes || tokens.stream().anyMatch(t -> t.startsWith("▁"));
        int from = at;
        while (from > 0 && continues(tokens.get(from), marksBeginnings, bytes)) {
            from--;
        }
        int to = at + 1;
        while (to < tokens.size() && continues(tokens.get(to), marksBeginnings, bytes)) {
            to++;
        }
        StringBuilder written = new StringBuilder();
        for (String token : tokens.subList(from, to)) {
            written.append(bare(token));
        }
        String word = bytes ? ByteLevel.decode(written.toString()) : written.toString();
        return word.isBlank() ? visible(word) : word;
    }

    private static boolean continues(String token, boolean marksBeginnings, boolean bytes) {
        if (!marksBeginnings) {
            return token.startsWith("##");
        }
        if (token.startsWith("Ġ") || token.startsWith("▁")) {
            return false;
        }
        // A token that holds a part of a character decodes to U+FFFD, and the rest of it is in the next.
        return (bytes ? ByteLevel.decode(token) : token)
                .codePoints()
                .allMatch(c -> Character.isLetter(c) || c == 0xFFFD);
    }

    private static String bare(String token) {
        return token.startsWith("##")
                ? token.substring(2)
                : token.startsWith("Ġ") || token.startsWith("▁") ? token.substring(1) : token;
    }

    private static String visible(String blank) {
        return blank.isEmpty()
                ? "␣"
                : blank.replace(' ', '␣')
                        .replace('▁', '␣')
                        .replace("\r", "")
                        .replace('\n', '↵')
                        .replace('\t', '⇥');
    }
}
