package dev.steergraph.ingest.correlate;

import java.util.List;

/** One search for all edges: on the codes as they are, or on permuted ones. */
final class EdgeSearch {

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
    boolean canHaveEdges(int feature) {
        return moments.varies(feature) && moments.active()[feature] >= parameters.minDocuments();
    }

    /** Takes the columns over, see {@link RowIndex#takeOver}. */
    EdgeList run(FeatureColumns columns, String stage, CorrelationProgress progress) {
        PairData data = PairData.takeOver(columns, moments);
        JointFiring joint = new JointFiring(data, document);
        List<PairTask> tasks = data.tasks();
        long total = tasks.stream().mapToLong(PairTask::work).sum();
        long[] done = new long[1];
        List<EdgeBuffer> found = Workers.run(
                tasks,
                parameters.threads(),
                (task, scratch) -> {
                    EdgeSink sink = new EdgeSink(data, moments, joint, parameters, scratch);
                    task.run(scratch, sink);
                    return sink.found();
                },
                task -> {
                    done[0] += task.work();
                    progress.update(stage, done[0], total);
                });
        return EdgeBuffer.sorted(found, space);
    }
}
