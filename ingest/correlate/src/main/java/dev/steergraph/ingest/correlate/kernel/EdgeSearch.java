package dev.steergraph.ingest.correlate.kernel;

import dev.steergraph.core.table.EdgeList;
import dev.steergraph.ingest.correlate.column.ActivationSource;
import dev.steergraph.ingest.correlate.column.CandidateRows;
import dev.steergraph.ingest.correlate.column.ColumnActivations;
import dev.steergraph.ingest.correlate.column.EdgePairs;
import dev.steergraph.ingest.correlate.column.FeatureColumns;
import dev.steergraph.ingest.correlate.column.FeatureMoments;
import dev.steergraph.ingest.correlate.column.FeatureSpace;
import dev.steergraph.ingest.correlate.column.JointActivation;
import dev.steergraph.ingest.correlate.column.PairData;
import dev.steergraph.ingest.correlate.column.PairTask;
import dev.steergraph.ingest.correlate.column.Scratch;
import dev.steergraph.ingest.correlate.column.Workers;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;

/** One search for all edges: on the codes as they are, on permuted ones, or on some of the rows. */
public final class EdgeSearch {

    private static final int BLOCK = 16;

    /** So many undecided pairs are kept; listing features takes a pass over all codes. */
    private static final long CANDIDATES = 1 << 24;

    private final FeatureSpace space;
    private final FeatureMoments moments;
    private final int[] document;
    private final CorrelationParameters parameters;
    private final IntPredicate chosen;

    /** @param chosen which features take part */
    public EdgeSearch(
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
    public EdgeList run(FeatureColumns columns, String stage, CorrelationProgress progress) {
        if (!parameters.byInformation()) {
            return run(ColumnActivations.of(columns, parameters.threads()), stage, progress);
        }
        FeatureColumns fires = ActivationMask.of(columns, parameters.threads());
        FeatureMoments ofFiring = FeatureMoments.of(fires, parameters.threads());
        EdgeList edges = search(
                ColumnActivations.of(fires, parameters.threads()),
                ofFiring,
                InformationBound.leastCorrelation(parameters.minMi()),
                stage,
                progress);
        double[] r = PairCorrelations.of(columns, moments, EdgePairs.of(edges, space), parameters.threads());
        return edges.withR(r);
    }

    /** By correlation. */
    public EdgeList run(ActivationSource source, String stage, CorrelationProgress progress) {
        return search(source, moments, parameters.threshold(), stage, progress);
    }

    private EdgeList search(
            ActivationSource source, FeatureMoments of, double threshold, String stage, CorrelationProgress progress) {
        PairData data = PairData.of(source, of, feature -> canHaveEdges(feature, of));
        boolean lists =
                data.dense().length > 0 || CandidateFilter.bandEnd(data.active(), 0, data.sparse()) < data.sparse();
        if (lists) {
            data.listed(source);
        }
        Search search = new Search(
                source,
                data,
                of,
                new JointActivation(data, document, parameters.threads()),
                threshold,
                new ArrayList<>(),
                new ArrayList<>(),
                new WorkDone(stage, progress));
        List<PairTask> dense = new ArrayList<>(data.mixedTasks());
        dense.addAll(
                DenseFilter.suits(data) ? DenseFilter.tasks(data, threshold, parameters.threads()) : data.denseTasks());
        search.done().expect(dense.stream().mapToLong(PairTask::work).sum() + CandidateFilterTask.work(data));
        run(dense, search);
        screen(search);
        return EdgeBuffer.sorted(search.found(), space);
    }

    /** A feature that does not vary, or fires on fewer rows than the gate asks documents, has no edge. */
    private boolean canHaveEdges(int feature, FeatureMoments of) {
        return chosen.test(feature) && of.varies(feature) && of.active()[feature] >= parameters.minDocuments();
    }

    private void run(List<PairTask> tasks, Search search) {
        search.found()
                .addAll(Workers.run(
                        tasks,
                        parameters.threads(),
                        (task, scratch) -> {
                            EdgeSink sink = sink(search, scratch);
                            task.run(scratch, sink);
                            return sink.found();
                        },
                        task -> search.done().add(task.work())));
    }

    private EdgeSink sink(Search search, Scratch scratch) {
        return new EdgeSink(
                search.data(), search.of(), search.joint(), document, parameters, search.threshold(), scratch);
    }

    private void screen(Search search) {
        PairData data = search.data();
        CandidateFilter screen = CandidateFilter.of(data, search.of(), search.threshold());
        for (int band = 0; band < data.sparse(); ) {
            CandidateRows rows = screen.rows(search.source(), band);
            band = rows.to();
            int from = 0;
            for (int to : screen.buckets(rows)) {
                screen(screen, screen.bucket(search.source(), rows, from, to, parameters.threads()), search);
                from = to;
            }
        }
        decide(search);
    }

    private void screen(CandidateFilter screen, CandidateBucket bucket, Search search) {
        List<CandidateFilterTask> tasks = new ArrayList<>();
        for (int end = bucket.to(); end > bucket.from(); end -= BLOCK) { // the heaviest first
            tasks.add(
                    new CandidateFilterTask(search.data(), screen, bucket, Math.max(bucket.from(), end - BLOCK), end));
        }
        search.candidates()
                .addAll(Workers.run(
                        tasks,
                        parameters.threads(),
                        (task, scratch) -> new CandidateTask(task.run(scratch)),
                        task -> search.done().add(task.work())));
        if (search.candidates().stream().mapToLong(CandidateTask::pairs).sum() > CANDIDATES) {
            decide(search);
        }
    }

    /** Decides what is undecided; the features that it takes are listed now. */
    private void decide(Search search) {
        BitSet needed = new BitSet();
        search.candidates().forEach(task -> task.features(needed));
        search.data().list(search.source(), needed::get);
        search.found()
                .addAll(Workers.run(
                        search.candidates(),
                        parameters.threads(),
                        (task, scratch) -> {
                            EdgeSink sink = sink(search, scratch);
                            task.run(sink);
                            return sink.found();
                        },
                        task -> {}));
        search.candidates().clear();
    }

    private record Search(
            ActivationSource source,
            PairData data,
            FeatureMoments of,
            JointActivation joint,
            double threshold,
            List<CandidateTask> candidates,
            List<EdgeBuffer> found,
            WorkDone done) {}
}
