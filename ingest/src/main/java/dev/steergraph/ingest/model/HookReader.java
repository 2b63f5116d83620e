package dev.steergraph.ingest.model;

import ai.djl.ndarray.NDArray;
import dev.steergraph.cypher.HookPoint;
import java.util.Set;

/** What a forward pass reports to. */
public interface HookReader {

    /** The hook points to read; the pass ends after the last one. */
    Set<HookPoint> hooks();

    /**
     * @param activations F32[B, T, d_model], closed after the call
     */
    void read(HookPoint hook, NDArray activations);
}
