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
        Search search = new Search(
                data, of, threshold, new JointFiring(data, document), new ArrayList<>(), new WorkDone(stage, progress));
        List<PairTask> dense = new ArrayList<>(data.mixedTasks());
        dense.addAll(DenseScreen.suits(data) ? DenseScreen.tasks(data, threshold) : data.denseTasks());
        search.done().expect(dense.stream().mapToLong(PairTask::work).sum() + ScreenTask.work(data));
        run(dense, search);
        Screen screen = Screen.of(data, of, threshold);
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
                            EdgeSink sink = new EdgeSink(
                                    search.data(),
                                    search.moments(),
                                    search.joint(),
                                    document,
                                    parameters,
                                    search.threshold(),
                                    scratch);
                            task.run(scratch, sink);
                            return sink.found();
                        },
                        task -> search.done().add(task.work())));
    }

    private record Search(
            PairData data,
            FeatureMoments moments,
            double threshold,
            JointFiring joint,
            List<EdgeBuffer> found,
            WorkDone done) {}
}
