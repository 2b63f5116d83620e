package dev.steergraph.ingest.correlate.kernel;

/** Reports how much of the work of a search is done. */
final class WorkDone {

    private final String stage;
    private final CorrelationProgress progress;
    private long total;
    private long done;

    WorkDone(String stage, CorrelationProgress progress) {
        this.stage = stage;
        this.progress = progress;
    }

    void expect(long work) {
        total = work;
    }

    void add(long work) {
        done += work;
        progress.update(stage, done, total);
    }
}
