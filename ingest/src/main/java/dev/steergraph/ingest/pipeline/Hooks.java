package dev.steergraph.ingest.pipeline;

import dev.steergraph.cypher.HookPoint;
import dev.steergraph.ingest.store.StageState;
import java.util.List;

/** The hook points of a run, as its extraction recorded them. */
final class Hooks {

    private Hooks() {}

    static List<HookPoint> of(StageState extracted) {
        return ((List<?>) extracted.report().get("hooks"))
                .stream().map(hook -> HookPoint.parse((String) hook)).toList();
    }
}
