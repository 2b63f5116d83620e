package dev.steergraph.ingest.extract.row;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.ingest.corpus.batch.Sequence;
import dev.steergraph.ingest.corpus.batch.TextPart;
import dev.steergraph.ingest.model.engine.Kernels;
import java.util.List;

/** The norm of every token of a part, special ones too, at each hook point. Taken on the device. */
public final class TokenNorms implements RowSink {

    private final List<HookPoint> hooks;
    private final Kernels kernels;
    private final NDManager manager;
    private final int[] firstToken;
    private final float[][] norms;

    /** @param kernels those beside this class */
    public TokenNorms(TextPart part, List<HookPoint> hooks, Kernels kernels, NDManager manager) {
        this.hooks = hooks;
        this.kernels = kernels;
        this.manager = manager;
        List<Sequence> sequences = part.sequences();
        firstToken = new int[sequences.size() + 1];
        for (int s = 0; s < sequences.size(); s++) {
            firstToken[s + 1] = firstToken[s] + sequences.get(s).length();
        }
        norms = new float[hooks.size()][firstToken[sequences.size()]];
    }

    @Override
    public void put(HookPoint hook, int[] sequences, NDArray activations) {
        float[] target = norms[hooks.indexOf(hook)];
        int length = (int) activations.getShape().get(1);
        float[] found;
        try (NDManager scope = manager.newSubManager()) {
            found = kernels.call(scope, "norms", activations).toFloatArray();
        }
        for (int b = 0; b < sequences.length; b++) {
            System.arraycopy(found, b * length, target, firstToken[sequences[b]], length);
        }
    }

    @Override
    public void finish() {}

    /**
     * @param hook by its place in the list
     * @param token by its place in the sequence
     */
    public float of(int hook, int sequence, int token) {
        return norms[hook][firstToken[sequence] + token];
    }
}
