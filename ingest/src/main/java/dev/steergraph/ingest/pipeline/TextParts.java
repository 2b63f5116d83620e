package dev.steergraph.ingest.pipeline;

import dev.steergraph.ingest.corpus.Document;
import dev.steergraph.ingest.corpus.TokenizedDocument;
import dev.steergraph.ingest.corpus.Tokenizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Tokenises a corpus and cuts it into parts of about {@value #ROWS} rows, at borders of documents. */
final class TextParts implements Iterator<TextPart> {

    static final int ROWS = 32_768;
    private static final int TOKENIZE_AT_ONCE = 256;

    private final Iterator<Document> corpus;
    private final Tokenizer tokenizer;
    private final boolean pooled;
    private final long maxRows;
    private final long maxDocuments;
    private final List<Document> readDocuments = new ArrayList<>();
    private final List<TokenizedDocument> readTokens = new ArrayList<>();
    private int parts;
    private long rows;
    private long documents;

    TextParts(Iterator<Document> corpus, Tokenizer tokenizer, ExtractParameters parameters) {
        this.corpus = corpus;
        this.tokenizer = tokenizer;
        pooled = parameters.pool() == ExtractParameters.Pool.MEAN;
        maxRows = parameters.maxTokens();
        maxDocuments = parameters.maxPrompts();
    }

    @Override
    public boolean hasNext() {
        return rows < maxRows && documents < maxDocuments && (!readDocuments.isEmpty() || corpus.hasNext());
    }

    @Override
    public TextPart next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        List<Document> partDocuments = new ArrayList<>();
        List<TokenizedDocument> partTokens = new ArrayList<>();
        long first = documents;
        int partRows = 0;
        while (partRows < ROWS && hasNext()) {
            if (readDocuments.isEmpty()) {
                tokenizeMore();
            }
            Document document = readDocuments.remove(readDocuments.size() - 1);
            TokenizedDocument tokens = readTokens.remove(readTokens.size() - 1);
            int size = tokens.rows();
            if (size > 0) {
                partDocuments.add(document);
                partTokens.add(tokens);
                int added = pooled ? 1 : size;
                partRows += added;
                rows += added;
                documents++;
            }
        }
        return new TextPart(parts++, first, partDocuments, partTokens, partRows);
    }

    private void tokenizeMore() {
        while (readDocuments.size() < TOKENIZE_AT_ONCE && corpus.hasNext()) {
            readDocuments.add(corpus.next());
        }
        readTokens.addAll(
                tokenizer.encode(readDocuments.stream().map(Document::text).toList()));
        // Taken from the end, which is cheap; reversed, so that the order stays the corpus's.
        Collections.reverse(readDocuments);
        Collections.reverse(readTokens);
    }
}
