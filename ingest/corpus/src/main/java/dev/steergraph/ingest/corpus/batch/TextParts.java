package dev.steergraph.ingest.corpus.batch;

import dev.steergraph.core.UserError;
import dev.steergraph.core.text.Document;
import dev.steergraph.ingest.corpus.CorpusDocument;
import dev.steergraph.ingest.corpus.CorpusPosition;
import dev.steergraph.ingest.corpus.CorpusReader;
import dev.steergraph.ingest.corpus.batch.RowSpec.Layout;
import dev.steergraph.ingest.corpus.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tokenises a corpus and cuts it into parts. Where a part ends depends on the text and the parameters alone. */
public final class TextParts {

    /** How large a part may get. */
    public record Size(int rows, int tokens) {}

    /** Characters of the documents that begin in a part, which are held whole until it is written: as in one document. */
    private static final long MAX_TEXT = 1 << 27;

    /** Codes have the number of each row's document in 32 bits. */
    private static final long MOST_DOCUMENTS = Integer.MAX_VALUE - 1;

    private final CorpusReader corpus;
    private final Tokenizer tokenizer;
    private final RowSpec spec;
    private final Size size;
    private final boolean withoutFirst;
    private final @Nullable Packer packer;
    private int parts;
    private long rows;
    private long documents;
    private List<Document> begun = new ArrayList<>();
    private List<Sequence> sequences = new ArrayList<>();
    private int partRows;
    private int partTokens;
    private long partText;
    private @Nullable CorpusDocument packed;

    public TextParts(CorpusReader corpus, Tokenizer tokenizer, RowSpec spec, Size size) {
        this(corpus, tokenizer, spec, size, false);
    }

    /** @param withoutFirst whether the first token of a sequence is left out of the rows, as BOS is */
    public TextParts(CorpusReader corpus, Tokenizer tokenizer, RowSpec spec, Size size, boolean withoutFirst) {
        this.corpus = corpus;
        this.tokenizer = tokenizer;
        this.spec = spec;
        this.size = size;
        this.withoutFirst = withoutFirst;
        packer = spec.layout() == Layout.PACK ? new Packer(tokenizer, withoutFirst) : null;
    }

    /** How the tokens of a document are made that {@link ParallelDocuments} prepare. */
    public static Function<String, int[]> encoder(Tokenizer tokenizer, RowSpec spec) {
        return spec.layout() == Layout.CUT ? tokenizer::encodeHead : tokenizer::encode;
    }

    /** The corpus begins in this part, with the last document that it has read. */
    public TextParts from(int part) {
        parts = part;
        return this;
    }

    /** Where another can go on after this part; nothing if it would have to begin from the first document. */
    public Optional<CorpusReader.Resumption> resumption() {
        return corpus.resumption();
    }

    /** Number of the next part. */
    public int number() {
        return parts;
    }

    /** How far this is. */
    public CorpusPosition position() {
        return new CorpusPosition(
                corpus.read(), packer == null ? 0 : packer.pending(), documents, rows, corpus.digest());
    }

    /** The next part, or null if there are no more rows, or no more are wanted. */
    public @Nullable TextPart next() {
        begun = new ArrayList<>();
        sequences = new ArrayList<>();
        partRows = 0;
        partTokens = 0;
        partText = 0;
        long first = documents;
        boolean more = true;
        while (more
                && rows < spec.maxTokens()
                && partRows < size.rows()
                && partTokens < size.tokens()
                && partText < MAX_TEXT) {
            more = packer == null ? addDocument() : addPacked(packer);
        }
        return sequences.isEmpty() ? null : new TextPart(parts++, first, begun, sequences, partRows, position());
    }

    /**
     * Passes over the next part, which an earlier start has written.
     *
     * @param to what that part recorded
     * @throws UserError if the corpus is not what it was
     */
    public void skip(CorpusPosition to) {
        CorpusDocument last = null;
        while (corpus.read() < to.read()) {
            last = corpus.next();
            if (last == null) {
                throw changed(to);
            }
        }
        if (!corpus.digest().equals(to.digest())) {
            throw changed(to);
        }
        documents = to.documents();
        rows = to.rows();
        if (packer != null) {
            if (last != null) {
                packed = last;
                packer.take(last.tokens(tokenizer::encode), to.pending());
            }
            packer.resume(to.pending(), Math.toIntExact(documents - 1));
        }
        parts++;
    }

    private static UserError changed(CorpusPosition to) {
        return new UserError("The corpus has changed since this run began: its first " + to.read()
                        + " documents are others now; begin a new run.")
                .in("run");
    }

    /** The number of the next document that has rows. @throws UserError if there are as many as a run can have */
    private int number(long document) {
        if (document > MOST_DOCUMENTS) {
            throw new UserError(
                            "A run has at most 2,147,483,647 documents; take fewer, or make several runs of the corpus.")
                    .in("documents");
        }
        return (int) document;
    }

    /** @return whether there may be more */
    private boolean addDocument() {
        CorpusDocument read = documents < spec.maxDocuments() ? corpus.next() : null;
        if (read == null) {
            return false;
        }
        Document document = read.document();
        boolean split = spec.layout() == Layout.SPLIT;
        List<Sequence> made =
                Sequences.of(tokenizer, read.tokens(encoder(tokenizer, spec)), number(documents), split, withoutFirst);
        if (!made.isEmpty()) {
            begun.add(document);
            partText += document.text().length();
            documents++;
            made.forEach(this::add);
            if (spec.pooled()) {
                partRows++;
                rows++;
            }
        }
        return true;
    }

    /** Fills a sequence. @return whether there may be more */
    private boolean addPacked(Packer sequence) {
        while (!sequence.isFull()) {
            sequence.fill(this::begin);
            if (!sequence.isFull()) {
                packed = documents < spec.maxDocuments() ? corpus.next() : null;
                if (packed == null) {
                    if (!sequence.isEmpty()) {
                        add(sequence.emit());
                    }
                    return false;
                }
                sequence.take(packed.tokens(tokenizer::encode));
            }
        }
        add(sequence.emit());
        return true;
    }

    private int begin() {
        if (packed != null) {
            begun.add(packed.document());
            partText += packed.document().text().length();
        }
        return number(documents++);
    }

    private void add(Sequence sequence) {
        sequences.add(sequence);
        partTokens += sequence.length();
        if (!spec.pooled()) {
            partRows += sequence.rows();
            rows += sequence.rows();
        }
    }
}
