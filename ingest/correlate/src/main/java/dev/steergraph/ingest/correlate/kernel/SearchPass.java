package dev.steergraph.ingest.correlate.kernel;

import dev.steergraph.ingest.correlate.activation.ActivationSource;
import dev.steergraph.ingest.correlate.activation.CandidateRows;
import dev.steergraph.ingest.correlate.activation.FeatureMoments;
import dev.steergraph.ingest.correlate.activation.Scratch;
import dev.steergraph.ingest.correlate.activation.Workers;
import dev.steergraph.ingest.correlate.pair.JointActivation;
import dev.steergraph.ingest.correlate.pair.PairData;
import dev.steergraph.ingest.correlate.pair.PairTask;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** One pass of an {@link EdgeSearch} and what it has found so far. It runs once. */
final class SearchPass {

    private static final int BLOCK = 16;

    /**
     * Number of undecided pairs that are collected before they are decided, since listing features takes a pass over
     * all codes.
     */
    private static final long MAX_CANDIDATES = 1 << 24;

    private final ActivationSource source;
    private final FeatureMoments moments;
    private final int[] document;
    private final CorrelationParameters parameters;
    private final double threshold;
    private final WorkDone done;
    private final List<CandidateTask> candidates = new ArrayList<>();
    private final List<EdgeBuffer> found = new ArrayList<>();
    private PairData data;
    private JointActivation joint;
    private int tasks;

    SearchPass(
            ActivationSource source,
            PairData data,
            FeatureMoments moments,
            int[] document,
            CorrelationParameters parameters,
            double threshold,
            WorkDone done) {
        this.source = source;
        this.moments = moments;
        this.document = document;
        this.parameters = parameters;
        this.threshold = threshold;
        this.done = done;
        boolean lists =
                data.dense().length > 0 || CandidateFilter.bandEnd(data.active(), 0, data.sparse()) < data.sparse();
        this.data = lists ? data.listed(source) : data;
        this.joint = JointActivation.of(this.data, document, parameters.threads());
    }

    List<EdgeBuffer> run() {
        List<PairTask> dense = new ArrayList<>(data.mixedTasks(parameters.share()));
        dense.addAll(data.denseTasks(threshold, parameters.threads(), parameters.share()));
        done.expect(dense.stream().mapToLong(PairTask::work).sum()
                + CandidateFilterTask.work(data) / parameters.share().of());
        decideAll(dense);
        decideSparse();
        return found;
    }

    private void decideAll(List<PairTask> tasks) {
        found.addAll(Workers.run(
                tasks,
                parameters.threads(),
                (task, scratch) -> {
                    EdgeSink sink = sink(scratch);
                    task.run(scratch, sink);
                    return sink.found();
                },
                task -> done.add(task.work())));
    }

    private EdgeSink sink(Scratch scratch) {
        return new EdgeSink(data, moments, joint, document, parameters, threshold, scratch);
    }

    private void decideSparse() {
        CandidateFilter filter = CandidateFilter.of(data, moments, threshold);
        for (int band = 0; band < data.sparse(); ) {
            CandidateRows rows = filter.rows(source, band);
            band = rows.to();
            int from = 0;
            for (int to : filter.buckets(rows.from(), rows.to())) {
                collect(filter, filter.bucket(source, rows, from, to, parameters.threads()));
                from = to;
            }
        }
        decideCandidates();
    }

    private void collect(CandidateFilter filter, CandidateBucket bucket) {
        List<CandidateFilterTask> own = new ArrayList<>();
        for (int end = bucket.to(); end > bucket.from(); end -= BLOCK) { // the heaviest first
            if (parameters.share().isDealt(tasks++)) {
                own.add(new CandidateFilterTask(data, filter, bucket, Math.max(bucket.from(), end - BLOCK), end));
            }
        }
        candidates.addAll(Workers.run(
                own,
                parameters.threads(),
                (task, scratch) -> new CandidateTask(task.run(scratch)),
                task -> done.add(task.work())));
        if (candidates.stream().mapToLong(CandidateTask::pairs).sum() > MAX_CANDIDATES) {
            decideCandidates();
        }
    }

    /** Decides all candidates; their features are listed first. */
    private void decideCandidates() {
        BitSet needed = new BitSet();
        candidates.forEach(task -> task.features(needed));
        data = data.listed(source, needed::get);
        joint = joint.with(data);
        found.addAll(Workers.run(
                candidates,
                parameters.threads(),
                (task, scratch) -> {
                    EdgeSink sink = sink(scratch);
                    task.run(sink);
                    return sink.found();
                },
                task -> {}));
        candidates.clear();
    }
}
