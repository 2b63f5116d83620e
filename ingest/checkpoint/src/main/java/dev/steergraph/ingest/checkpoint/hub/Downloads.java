package dev.steergraph.ingest.checkpoint.hub;

import dev.steergraph.core.Progress;
import java.util.HashMap;
import java.util.Map;

/** Shows the downloads of a model, which go on side by side, as one piece of work. Silent where nothing is downloaded. */
public final class Downloads implements HubProgress, AutoCloseable {

    private final String model;
    private final Progress progress;
    private final Map<String, Long> done = new HashMap<>();
    private long bytes;

    public Downloads(String model, Progress progress) {
        this.model = model;
        this.progress = progress;
    }

    @Override
    public synchronized void update(String file, long now, long total) {
        if (done.isEmpty()) {
            progress.begin("download " + model, 0, "bytes");
        }
        bytes += now - done.getOrDefault(file, 0L);
        done.put(file, now);
        progress.update(bytes, file);
    }

    @Override
    public synchronized void close() {
        if (!done.isEmpty()) {
            progress.end(done.size() + " files, " + bytes + " bytes");
        }
    }
}
