package dev.steergraph.core.run;

import dev.steergraph.core.id.HookPoint;
import java.util.List;

/** The hook points of a run, as its extraction recorded them. */
public final class Hooks {

    private Hooks() {}

    public static List<HookPoint> of(StageState extracted) {
        return ((List<?>) extracted.report().get("hooks"))
                .stream().map(hook -> HookPoint.parse((String) hook)).toList();
    }
}
