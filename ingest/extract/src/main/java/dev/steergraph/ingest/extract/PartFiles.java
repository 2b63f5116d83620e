package dev.steergraph.ingest.extract;

import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.ingest.sae.run.CodeSet;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that a part of a run has.
 *
 * @param activations hook points whose activations are kept
 * @param sets encoded in the same pass
 */
record PartFiles(List<HookPoint> activations, List<CodeSet> sets) {

    static PartFiles of(ExtractJob job) {
        return new PartFiles(job.parameters().keepsActivations() ? job.hooks() : List.of(), job.sets());
    }

    List<String> all(int part) {
        List<String> paths = new ArrayList<>(List.of(PartPaths.tokens(part), PartPaths.documents(part)));
        activations.forEach(hook -> paths.add(PartPaths.activations(hook, part)));
        sets.forEach(set -> paths.add(PartPaths.codes(set.id(), part)));
        return paths;
    }
}
