package dev.steergraph.ingest.extract;

import dev.steergraph.core.concurrent.Futures;
import dev.steergraph.ingest.corpus.batch.TextPart;
import dev.steergraph.ingest.extract.row.PartActivations;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Takes part after part for one device. While a part is computed the one before it is written.
 */
final class DeviceWorker implements AutoCloseable {

    private final PartComputer computer;
    private final PartWriter writer;
    private final ExecutorService background;
    private Future<?> writing = CompletableFuture.completedFuture(null);

    DeviceWorker(PartComputer computer, PartWriter writer) {
        this.computer = computer;
        this.writer = writer;
        background = Executors.newSingleThreadExecutor(work -> new Thread(work, "write"));
    }

    /** Works until there are no more parts. */
    void work(Prefetcher<TextPart> parts, PartActivations.Done done) throws IOException {
        for (TextPart next = parts.take(); next != null; next = parts.take()) {
            PartOutput output = computer.compute(next, done);
            awaitWriting();
            writing = background.submit(() -> {
                writer.write(output);
                return null;
            });
        }
        awaitWriting();
    }

    /** Lets the write that is under way end. */
    @Override
    public void close() {
        background.shutdown();
        try {
            awaitWriting();
        } catch (IOException e) {
            // The failure that ended the work is the one to tell; this part is not in run.json and will be made again.
        }
    }

    private void awaitWriting() throws IOException {
        Future<?> last = writing;
        try {
            Futures.get(last, "interrupted while a part was written");
        } finally {
            writing = CompletableFuture.completedFuture(null);
        }
    }
}
