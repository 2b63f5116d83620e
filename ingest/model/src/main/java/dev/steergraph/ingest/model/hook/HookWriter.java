package dev.steergraph.ingest.model.hook;

import ai.djl.ndarray.NDArray;
import dev.steergraph.core.id.HookPoint;
import java.util.Set;

/** What edits activations on their way: the interface of interventions (add, clamp, ablate). */
public interface HookWriter {

    /** Edits nothing. */
    HookWriter NONE = new HookWriter() {
        @Override
        public Set<HookPoint> hooks() {
            return Set.of();
        }

        @Override
        public NDArray write(HookPoint hook, NDArray activations) {
            return activations;
        }
    };

    /** The hook points to edit. */
    Set<HookPoint> hooks();

    /**
     * @param activations F32[B, T, width of the hook point]; may be changed in place, by kernels, since DJL's own operations refuse to
     * @return the same array, or another of the same shape, of which the pass takes a copy and which stays the writer's;
     *     what {@code activations.getManager()} owns is closed when the block ends. The pass goes on with it, and readers of
     *     the same hook point see it.
     */
    NDArray write(HookPoint hook, NDArray activations);
}
