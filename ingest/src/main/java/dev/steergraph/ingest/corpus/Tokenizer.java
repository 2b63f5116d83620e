package dev.steergraph.ingest.corpus;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Hugging Face fast tokenizer, read from its {@code tokenizer.json}. */
public final class Tokenizer implements AutoCloseable {

    private final HuggingFaceTokenizer tokenizer;

    /**
     * @param json content of tokenizer.json
     * @param context longest sequence, special tokens included; longer documents are cut there
     */
    public Tokenizer(byte[] json, int context) throws IOException {
        tokenizer = HuggingFaceTokenizer.newInstance(
                new ByteArrayInputStream(json),
                Map.of(
                        "padding",
                        "false",
                        "truncation",
                        "true",
                        "maxLength",
                        Integer.toString(context),
                        "modelMaxLength",
                        Integer.toString(context)));
    }

    public List<TokenizedDocument> encode(List<String> texts) {
        List<TokenizedDocument> documents = new ArrayList<>(texts.size());
        for (Encoding encoding : tokenizer.batchEncode(texts)) {
            long[] ids = encoding.getIds();
            long[] mask = encoding.getSpecialTokenMask();
            int[] narrow = new int[ids.length];
            boolean[] special = new boolean[ids.length];
            for (int i = 0; i < ids.length; i++) {
                narrow[i] = (int) ids[i];
                special[i] = mask[i] != 0;
            }
            documents.add(new TokenizedDocument(narrow, special));
        }
        return documents;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
