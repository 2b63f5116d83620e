package dev.steergraph.core.text;

import java.nio.charset.StandardCharsets;

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
            return ByteLevel.decode(token);
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
}
