package dev.steergraph.ingest.correlate;

import java.util.ArrayList;
import java.util.List;

/** One search for all edges: on the codes as they are, or on permuted ones. */
final class EdgeSearch {

    private static final int BLOCK = 16;

    private final FeatureSpace space;
    private final FeatureMoments moments;
    private final int[] document;
    private final CorrelationParameters parameters;

    EdgeSearch(FeatureSpace space, FeatureMoments moments, int[] document, CorrelationParameters parameters) {
        this.space = space;
        this.moments = moments;
        this.document = document;
        this.parameters = parameters;
    }

    /** A feature that does not vary, or fires on fewer rows than the gate asks documents, has no edge. */
    private boolean canHaveEdges(int feature) {
        return moments.varies(feature) && moments.active()[feature] >= parameters.minDocuments();
    }

    EdgeList run(FeatureColumns columns, String stage, CorrelationProgress progress) {
        PairData data = PairData.of(columns, moments, this::canHaveEdges);
        Search search =
                new Search(data, new JointFiring(data, document), new ArrayList<>(), new WorkDone(stage, progress));
        List<PairTask> dense = new ArrayList<>(data.mixedTasks());
        dense.addAll(DenseScreen.suits(data) ? DenseScreen.tasks(data, parameters.threshold()) : data.denseTasks());
        search.done().expect(dense.stream().mapToLong(PairTask::work).sum() + ScreenTask.work(data));
        run(dense, search);
        Screen screen = Screen.of(data, moments, parameters.threshold());
        for (int from = 0; from < data.sparse(); from += Screen.BAND) {
            screen(screen, screen.rows(from, parameters.threads()), search);
        }
        return EdgeBuffer.sorted(search.found(), space);
    }

    private void screen(Screen screen, ScreenRows rows, Search search) {
        int from = 0;
        for (int to : screen.buckets(rows)) {
            ScreenBucket bucket = screen.bucket(rows, from, to, parameters.threads());
            List<PairTask> tasks = new ArrayList<>();
            for (int end = to; end > from; end -= BLOCK) { // the heaviest first
                tasks.add(new ScreenTask(search.data(), screen, bucket, Math.max(from, end - BLOCK), end));
            }
            run(tasks, search);
            from = to;
        }
    }

    private void run(List<PairTask> tasks, Search search) {
        search.found()
                .addAll(Workers.run(
                        tasks,
                        parameters.threads(),
                        (task, scratch) -> {
                            EdgeSink sink =
                                    new EdgeSink(search.data(), moments, search.joint(), document, parameters, scratch);
                            task.run(scratch, sink);
                            return sink.found();
                        },
                        task -> search.done().add(task.work())));
    }

    private record Search(PairData data, JointFiring joint, List<EdgeBuffer> found, WorkDone done) {}
}
