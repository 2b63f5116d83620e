package dev.steergraph.ingest.correlate.kernel;

import java.util.BitSet;
import java.util.List;

/** Decides candidates exactly. */
record CandidateTask(List<Candidates> candidates) {

    void run(EdgeSink sink) {
        candidates.forEach(each -> sink.candidates(each.feature(), each.partners()));
    }

    long pairs() {
        return candidates.stream().mapToLong(each -> each.partners().length).sum();
    }

    /** Adds the features of all pairs. */
    void features(BitSet into) {
        for (Candidates each : candidates) {
            into.set(each.feature());
            for (int partner : each.partners()) {
                into.set(partner);
            }
        }
    }
}
