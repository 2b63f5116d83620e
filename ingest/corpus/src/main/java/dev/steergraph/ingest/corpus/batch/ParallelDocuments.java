package dev.steergraph.ingest.corpus.batch;

import dev.steergraph.core.concurrent.Futures;
import dev.steergraph.ingest.corpus.CorpusDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The documents of a corpus in their order, each with its tokens and its checksum, which several threads make a little ahead of
 * who takes them. What a document provokes, its taker meets.
 */
public final class ParallelDocuments implements Iterator<CorpusDocument>, AutoCloseable {

    /** Of a block, which one thread prepares. */
    private static final int DOCUMENTS = 64;

    /** A block with more characters has no further document. */
    private static final int CHARACTERS = 1 << 20;

    private final Iterator<CorpusDocument> source;
    private final Function<String, int[]> encode;
    private final ExecutorService threads;
    private final int most;
    private final Queue<Future<List<CorpusDocument>>> blocks = new ArrayDeque<>();
    private Iterator<CorpusDocument> block = List.<CorpusDocument>of().iterator();
    private @Nullable RuntimeException failure;
    private volatile boolean stopped;

    /** @param encode the tokens of a text, of which any number of threads may ask */
    public ParallelDocuments(Iterator<CorpusDocument> source, Function<String, int[]> encode, int threads) {
        this.source = source;
        this.encode = encode;
        this.threads = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "index");
            thread.setDaemon(true);
            return thread;
        });
        most = 2 * threads + 1;
    }

    @Override
    public boolean hasNext() {
        while (!block.hasNext()) {
            fill();
            Future<List<CorpusDocument>> first = blocks.poll();
            if (first == null) {
                if (failure != null) {
                    throw failure;
                }
                return false;
            }
            try {
                block = Futures.get(first, "interrupted while the corpus was read")
                        .iterator();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return true;
    }

    @Override
    public CorpusDocument next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return block.next();
    }

    private void fill() {
        while (failure == null && blocks.size() < most) {
            List<CorpusDocument> read = read();
            if (read.isEmpty()) {
                return;
            }
            blocks.add(threads.submit(() -> {
                read.forEach(this::prepare);
                return read;
            }));
        }
    }

    /** The next block; a failure to read on waits until those before it were taken, as perhaps nobody wants more. */
    private List<CorpusDocument> read() {
        List<CorpusDocument> read = new ArrayList<>(DOCUMENTS);
        long characters = 0;
        try {
            while (read.size() < DOCUMENTS && characters < CHARACTERS && source.hasNext()) {
                CorpusDocument document = source.next();
                characters += document.document().text().length();
                read.add(document);
            }
        } catch (RuntimeException e) {
            failure = e;
        }
        return read;
    }

    private void prepare(CorpusDocument document) {
        try {
            if (!stopped) {
                document.prepare(encode);
            }
        } catch (RuntimeException e) {
            // Whoever wants its tokens meets the same; perhaps nobody does.
            return;
        }
    }

    /** Waits for texts that are being encoded: their tokenizer may be closed next. */
    @Override
    public void close() {
        stopped = true;
        threads.shutdown();
        boolean interrupted = false;
        boolean over = false;
        while (!over) {
            try {
                over = threads.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
