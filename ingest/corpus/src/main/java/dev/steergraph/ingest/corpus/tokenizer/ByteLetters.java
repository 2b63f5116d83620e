package dev.steergraph.ingest.corpus.tokenizer;

import java.nio.charset.StandardCharsets;

/** The characters in which GPT-2's vocabulary writes bytes: printable ones as themselves, others from U+0100 on. */
final class ByteLetters {

    private static final char[] LETTERS = letters();

    private ByteLetters() {}

    /** A token in these characters; one that is in them already as it is. */
    static String spelled(String token) {
        boolean already = token.chars().allMatch(c -> c >= '!' && c <= '~' || c >= 0xA1 && c < 0x144 && c != 0xAD);
        if (already) {
            return token;
        }
        StringBuilder spelled = new StringBuilder();
        for (byte b : token.getBytes(StandardCharsets.UTF_8)) {
            spelled.append(LETTERS[b & 0xff]);
        }
        return spelled.toString();
    }

    private static char[] letters() {
        char[] letters = new char[256];
        int next = 256;
        for (int b = 0; b < 256; b++) {
            boolean printable = b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE;
            letters[b] = (char) (printable ? b : next++);
        }
        return letters;
    }
}
