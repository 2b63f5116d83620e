package dev.steergraph.core.codes;

import dev.steergraph.core.id.HookPoint;

/** The codes of one hook point, wherever they lie; read range by range, so that they need not be in memory at once. */
public interface CodeRows {

    /** Where the activations were read; its layer names the features' layer. */
    HookPoint hook();

    /** Number of features. */
    int dSae();

    /** Number of rows. */
    int rows();

    /** The rows {@code from} to below {@code to}, for any threads at the same time. */
    Codes range(int from, int to);

    /** All rows. */
    default Codes all() {
        return range(0, rows());
    }

    /** The layer of the hook point. */
    default int layer() {
        return hook().layer();
    }
}
