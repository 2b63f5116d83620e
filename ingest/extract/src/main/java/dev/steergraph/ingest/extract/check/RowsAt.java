package dev.steergraph.ingest.extract.check;

import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.core.id.HookPoint;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** Where the rows of a sample come from: a model, or what a run has stored. */
public interface RowsAt {

    /** Those that are not at hand are left out; all have the same tokens. */
    Map<HookPoint, ActivationRows> of(Set<HookPoint> hooks) throws IOException;

    /**
     * Fewer rows of more hook points, for a search of the right one.
     *
     * @param hook around which there are others: tensors of its block, and its own in other blocks
     * @param predicted other hook points that are needed
     */
    Map<HookPoint, ActivationRows> around(HookPoint hook, Set<HookPoint> predicted) throws IOException;
}
