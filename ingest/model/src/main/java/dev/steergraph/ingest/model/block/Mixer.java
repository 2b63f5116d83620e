package dev.steergraph.ingest.model.block;

import ai.djl.ndarray.NDArray;

/** What lets the tokens of a sequence see each other. */
public sealed interface Mixer permits Attention, DeltaNet {

    /** What the output projection reads, [B, T, d_model] to [B, T, heads · width of a head]. */
    NDArray mixed(NDArray x, SequenceBatch sequences);

    /** The output projection, to [B, T, d_model]. */
    Linear output();
}
