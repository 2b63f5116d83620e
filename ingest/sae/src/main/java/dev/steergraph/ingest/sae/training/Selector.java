package dev.steergraph.ingest.sae.training;

import java.nio.FloatBuffer;

/** Which features are active in a batch. */
interface Selector {

    /** @param pre F32[B, d_sae] */
    SparseBatch select(FloatBuffer pre, int rows);
}
