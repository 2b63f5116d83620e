package dev.steergraph.core.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The alphabet in which GPT-2's tokenizer and its successors write bytes: a character for each of the 256. */
public final class ByteLevel {

    private static final Map<Character, Integer> BYTE_OF = bytes();

    private ByteLevel() {}

    /**
     * What the bytes say in UTF-8; what is no whole character prints as U+FFFD.
     *
     * @param written tokens as a vocabulary writes them: {@code Ġcaf}, {@code Ã©}
     * @return the same text if it has other characters, as special tokens do
     */
    public static String decode(String written) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < written.length(); i++) {
            Integer value = BYTE_OF.get(written.charAt(i));
            if (value == null) {
                return written;
            }
            bytes.write(value);
        }
        return bytes.toString(StandardCharsets.UTF_8);
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
