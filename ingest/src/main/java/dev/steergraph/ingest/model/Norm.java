package dev.steergraph.ingest.model;

import ai.djl.ndarray.NDArray;

/** A normalisation over the last dimension, [..., d] to F32[..., d]. */
sealed interface Norm permits LayerNorm, RmsNorm {

    NDArray apply(NDArray x);
}
