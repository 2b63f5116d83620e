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

    /** Those of the extraction. */
    List<String> extracted(int part) {
        List<String> paths = new ArrayList<>(List.of(PartPaths.tokens(part), PartPaths.documents(part)));
        activations.forEach(hook -> paths.add(PartPaths.activations(hook, part)));
        return paths;
    }

    /** Those of the encoding. */
    List<String> encoded(int part) {
        return sets.stream().map(set -> PartPaths.codes(set.id(), part)).toList();
    }

    List<String> all(int part) {
        List<String> paths = new ArrayList<>(extracted(part));
        paths.addAll(encoded(part));
        return paths;
    }
}
