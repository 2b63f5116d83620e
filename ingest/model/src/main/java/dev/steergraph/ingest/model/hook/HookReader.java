package dev.steergraph.ingest.model.hook;

import ai.djl.ndarray.NDArray;
import dev.steergraph.core.id.HookPoint;
import java.util.Set;

/** What a forward pass reports to. */
public interface HookReader {

    /** Reads nothing. */
    HookReader NONE = new HookReader() {
        @Override
        public Set<HookPoint> hooks() {
            return Set.of();
        }

        @Override
        public void read(HookPoint hook, NDArray activations) {}
    };

    /** The hook points to read; the pass ends after the last one. */
    Set<HookPoint> hooks();

    /**
     * @param activations F32[B, T, width of the hook point], contiguous; its content is valid only during the call
     */
    void read(HookPoint hook, NDArray activations);
}
