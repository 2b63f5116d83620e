package dev.steergraph.ingest.model.block;

import ai.djl.ndarray.NDArray;
import dev.steergraph.core.id.HookPoint.Site;
import dev.steergraph.ingest.model.hook.Probe;

/** The two halves of a block with the hook points inside them, F32[B, T, d] to [B, T, d]; of no use where the probe is done. */
final class Halves {

    private Halves() {}

    /** Attention. @param x normed where a model does so; stays as it is */
    static NDArray attention(Mixer attention, NDArray x, SequenceBatch sequences, Probe probe) {
        NDArray z = probe.at(Site.Z, attention.mixed(x, sequences));
        return probe.done() ? x : attention.output().apply(z);
    }

    /** The MLP and the norm before it. @param x stays as it is */
    static NDArray mlp(Norm norm, Mlp mlp, NDArray x, Probe probe) {
        NDArray read = probe.at(Site.MLP_IN, normed(norm, x, probe));
        return probe.done() ? x : mlp.apply(read);
    }

    private static NDArray normed(Norm norm, NDArray x, Probe probe) {
        if (!probe.wants(Site.LN2_NORMALIZED)) {
            return norm.apply(x);
        }
        NDArray normalized = probe.at(Site.LN2_NORMALIZED, norm.normalized(x));
        if (probe.done()) {
            return x;
        }
        // In two steps it is rounded otherwise: what is only read changes nothing.
        return probe.edits(Site.LN2_NORMALIZED) ? norm.scaled(normalized) : norm.apply(x);
    }
}
