package dev.steergraph.steering.measure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.ingest.model.engine.HostArrays;
import dev.steergraph.ingest.model.engine.Kernels;
import dev.steergraph.ingest.model.hook.HookReader;
import dev.steergraph.ingest.sae.SaeEncoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Encodes the rows of a batch while the model reads it. */
public final class CodeReader implements HookReader {

    private final Kernels kernels;
    private final List<CodeSets.CodeSet> sets;
    private final long[] rows;
    private final Map<Integer, SaeEncoder.Codes> codes = new HashMap<>();

    /** @param rows of the batch that are encoded */
    public CodeReader(Kernels kernels, List<CodeSets.CodeSet> sets, long[] rows) {
        this.kernels = kernels;
        this.sets = sets;
        this.rows = rows;
    }

    @Override
    public Set<HookPoint> hooks() {
        return sets.stream().map(CodeSets.CodeSet::hook).collect(Collectors.toSet());
    }

    @Override
    public void read(HookPoint hook, NDArray activations) {
        for (CodeSets.CodeSet set : sets) {
            if (set.hook().equals(hook)) {
                try (NDManager scope = activations.getManager().newSubManager()) {
                    NDArray x = kernels.call(scope, "rows", activations, HostArrays.copy(scope, rows));
                    codes.put(set.place(), set.encoder().encode(x));
                }
            }
        }
    }

    /** By place of the set. */
    public Map<Integer, SaeEncoder.Codes> codes() {
        return codes;
    }
}
