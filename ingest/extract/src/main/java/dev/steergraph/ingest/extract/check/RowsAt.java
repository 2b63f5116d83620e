package dev.steergraph.ingest.extract.check;

import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.core.id.HookPoint;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where the rows of a sample come from: a model, or what a run has stored. */
public interface RowsAt {

    /** Those that are not at hand are left out; all have the same tokens. */
    Map<HookPoint, ActivationRows> of(Set<HookPoint> hooks) throws IOException;

    /** Hook points of which rows can be had, for a search of the right one: the likeliest first, a few at a time. */
    List<Set<HookPoint>> near(HookPoint hook);
}
