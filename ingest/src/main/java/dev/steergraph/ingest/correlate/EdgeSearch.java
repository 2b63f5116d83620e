package dev.steergraph.ingest.correlate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** One search for all edges: on the codes as they are, on permuted ones, or on some of the rows. */
final class EdgeSearch {

    private static final int BLOCK = 16;

    private final FeatureSpace space;
    private final FeatureMoments moments;
    private final int[] document;
    private final CorrelationParameters parameters;
    private final IntPredicate chosen;

    /** @param chosen which features take part */
    EdgeSearch(
            FeatureSpace space,
            FeatureMoments moments,
            int[] document,
            CorrelationParameters parameters,
            IntPredicate chosen) {
        this.space = space;
        this.moments = moments;
        this.document = document;
        this.parameters = parameters;
        this.chosen = chosen;
    }

    /** @param columns whose moments are those of this search, in whatever order their documents lie */
    EdgeList run(FeatureColumns columns, String stage, CorrelationProgress progress) {
        if (!parameters.byInformation()) {
            return search(columns, moments, parameters.threshold(), stage, progress);
        }
        FeatureColumns fires = Firing.of(columns, parameters.threads());
        FeatureMoments ofFiring = FeatureMoments.of(fires, parameters.threads());
        EdgeList edges =
                search(fires, ofFiring, InformationBound.leastCorrelation(parameters.minMi()), stage, progress);
        double[] r = PairCorrelations.of(columns, moments, EdgePairs.of(edges, space), parameters.threads());
        return edges.withR(r);
    }

    /** A feature that does not vary, or fires on fewer rows than the gate asks documents, has no edge. */
    private boolean canHaveEdges(int feature, FeatureMoments of) {
        return chosen.test(feature) && of.varies(feature) && of.active()[feature] >= parameters.minDocuments();
    }

    private EdgeList search(
            FeatureColumns columns, FeatureMoments of, double threshold, String stage, CorrelationProgress progress) {
        PairData data = PairData.of(columns, of, feature -> canHaveEdges(feature, of));
        JointFiring joint = new JointFiring(data, document);
        List<PairTask> tasks = tasks(data, of, threshold);
        long total = tasks.stream().mapToLong(PairTask::work).sum();
        long[] done = new long[1];
        List<EdgeBuffer> found = Workers.run(
                tasks,
                parameters.threads(),
                (task, scratch) -> {
                    EdgeSink sink = new EdgeSink(data, of, joint, document, parameters, threshold, scratch);
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
    private List<PairTask> tasks(PairData data, FeatureMoments of, double threshold) {
        List<PairTask> tasks = new ArrayList<>(data.mixedTasks());
        tasks.addAll(DenseScreen.suits(data) ? DenseScreen.tasks(data, threshold) : data.denseTasks());
        Screen screen = Screen.of(data, of, parameters.threads());
        for (int to = data.sparse(); to > 0; to -= BLOCK) {
            tasks.add(new ScreenTask(data, screen, threshold, Math.max(0, to - BLOCK), to));
        }
        return tasks;
    }
}
