package dev.steergraph.core.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** How tokens of a kind of vocabulary stand in a text. */
enum TokenText {
    /** BERT's: {@code ##ing} continues a word, everything else begins one. */
    WORD_PIECE {
        @Override
        String of(String token) {
            return token.startsWith("##") ? token.substring(2) : " " + token;
        }
    },
    /** GPT-2's: each character stands for a byte of UTF-8; what is no whole character prints as U+FFFD. */
    BYTES {
        @Override
        String of(String token) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int i = 0; i < token.length(); i++) {
                Integer value = BYTE_OF.get(token.charAt(i));
                if (value == null) {
                    return token; // A special token: written as it is.
                }
                bytes.write(value);
            }
            return bytes.toString(StandardCharsets.UTF_8);
        }
    },
    /** SentencePiece's: {@code ▁} is a space. */
    SENTENCE_PIECE {
        @Override
        String of(String token) {
            return token.matches("<0x[0-9A-F]{2}>")
                    ? new String(
                            new byte[] {(byte) Integer.parseInt(token.substring(3, 5), 16)}, StandardCharsets.UTF_8)
                    : token.replace('▁', ' ');
        }
    };

    private static final Map<Character, Integer> BYTE_OF = bytes();

    abstract String of(String token);

    /** The kind that a vocabulary is of, by the marks that it uses. */
    static TokenText of(String[] vocabulary) {
        for (String token : vocabulary) {
            if (token != null && token.length() > 1) {
                if (token.charAt(0) == 'Ġ') {
                    return BYTES;
                }
                if (token.charAt(0) == '▁') {
                    return SENTENCE_PIECE;
                }
                if (token.startsWith("##") && token.length() > 2) {
                    return WORD_PIECE;
                }
            }
        }
        return SENTENCE_PIECE;
    }

    /** Printable bytes stand for themselves, the others for the characters from U+0100 on, in order. */
    private static Map<Character, Integer> bytes() {
        Map<Character, Integer> bytes = new HashMap<>();
        int next = 256;
        for (int b = 0; b < 256; b++) {
            boolean printable = b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE;
            bytes.put((char) (printable ? b : next++), b);
        }
        return bytes;
    }
}
