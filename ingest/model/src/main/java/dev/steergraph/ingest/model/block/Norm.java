package dev.steergraph.ingest.model.block;

import ai.djl.ndarray.NDArray;

/** A normalisation over the last dimension, [..., d] to F32[..., d]. */
public sealed interface Norm permits LayerNorm, NoNorm, RmsNorm {

    NDArray apply(NDArray x);

    /** The same without the gain. */
    NDArray normalized(NDArray x);

    /** The gain of what {@link #normalized} makes: together they are {@link #apply}, but for rounding. */
    NDArray scaled(NDArray normalized);

    /** What becomes of a direction, but for the positive number that each row is divided by: without that and the bias. */
    NDArray direction(NDArray x);
}
