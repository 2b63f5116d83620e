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
        JointFiring joint = new JointFiring(data, document);
        List<PairTask> tasks = tasks(data);
        long total = tasks.stream().mapToLong(PairTask::work).sum();
        long[] done = new long[1];
        List<EdgeBuffer> found = Workers.run(
                tasks,
                parameters.threads(),
                (task, scratch) -> {
                    EdgeSink sink = new EdgeSink(data, moments, joint, document, parameters, scratch);
                    task.run(scratch, sink);
                    return sink.found();
                },
                task -> {
                    done[0] += task.work();
                    progress.update(stage, done[0], total);
                });
        return EdgeBuffer.sorted(found, space);
    }

    /** The heaviest first. */
    private List<PairTask> tasks(PairData data) {
        List<PairTask> tasks = new ArrayList<>(data.mixedTasks());
        tasks.addAll(DenseScreen.suits(data) ? DenseScreen.tasks(data, parameters.threshold()) : data.denseTasks());
        Screen screen = Screen.of(data, moments, parameters.threads());
        for (int to = data.sparse(); to > 0; to -= BLOCK) {
            tasks.add(new ScreenTask(data, screen, parameters.threshold(), Math.max(0, to - BLOCK), to));
        }
        return tasks;
    }
}
