package dev.steergraph.core.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The tokenizer.json of all-MiniLM-L6-v2, from the artifact that carries the model. */
public final class MiniLmTokenizer {

    private MiniLmTokenizer() {}

    public static byte[] json() {
        try (InputStream in = MiniLmTokenizer.class.getResourceAsStream("/all-minilm-l6-v2-tokenizer.json")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
