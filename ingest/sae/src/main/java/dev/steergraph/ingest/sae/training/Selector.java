package dev.steergraph.ingest.sae.training;

import java.nio.FloatBuffer;
import java.util.Map;

/** Which features are active in a batch. What it trains for that, if anything, it is told of by the rest. */
interface Selector extends EntryObserver {

    /** @param pre F32[B, d_sae] */
    SparseBatch select(FloatBuffer pre, int rows);

    @Override
    default void observe(int feature, float code, float upstream) {}

    /** Forgets the gradients of the last step. */
    default void clear() {}

    /** @param active features a row */
    default void descend(double active, int rows, double rate, int step) {}

    /** Adds the arrays that are trained, by name. */
    default void state(Map<String, float[]> arrays) {}

    /** Width of the estimates' window, which a checkpoint keeps; 0 without any. */
    default float bandwidth() {
        return 0;
    }

    /** @param saved the bandwidth of a checkpoint */
    default void resume(float saved) {}
}
