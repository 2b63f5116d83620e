package dev.steergraph.steering.measure;

import ai.djl.ndarray.NDManager;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The SAEs at which a model is looked at, ready to encode on its device. */
public final class CodeSets implements AutoCloseable {

    private final List<CodeSet> sets = new ArrayList<>();

    /**
     * One SAE.
     *
     * @param place which of the run's sets it is, counted as features are numbered
     */
    public record CodeSet(int place, HookPoint hook, SaeEncoder encoder) {}

    /** What an SAE reads, and where its features are among all. */
    public record Read(int place, HookPoint hook, Sae sae) {}

    /** @param device owns the encoders */
    public CodeSets(List<Read> saes, NDManager device) throws IOException {
        try {
            for (Read one : saes) {
                sets.add(new CodeSet(one.place(), one.hook(), new SaeEncoder(one.sae(), device)));
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Those that read a block or one after it. */
    public List<CodeSet> from(int block) {
        return sets.stream().filter(set -> set.hook().layer() >= block).toList();
    }

    @Override
    public void close() {
        sets.forEach(set -> set.encoder().close());
    }
}
