package dev.steergraph.cli.report;

import dev.steergraph.analytics.path.Hop;
import dev.steergraph.analytics.path.PathMeasure;
import dev.steergraph.analytics.path.SteeringPath;
import dev.steergraph.core.id.FeatureSets;
import java.util.List;
import java.util.Locale;

/** Steering paths for the terminal. */
public final class PathText {

    private PathText() {}

    /**
     * One line a path: its features, with r on each hop, and what remains at its end.
     *
     * @param sets of the run, which decide how its features are called
     */
    public static String of(List<SteeringPath> paths, FeatureSets sets) {
        return of(paths, sets, PathMeasure.R);
    }

    /** The same of paths by a measure: on each hop r, or the effect in standard deviations. */
    public static String of(List<SteeringPath> paths, FeatureSets sets, PathMeasure measure) {
        String arrow = measure == PathMeasure.R ? " —(%+.2f)→ %s" : " —(%+.2f sd)→ %s";
        StringBuilder text = new StringBuilder();
        int rank = 1;
        for (SteeringPath path : paths) {
            text.append(String.format(
                    Locale.ROOT,
                    "%2d. %+.3f  %s",
                    rank++,
                    path.signedProduct(),
                    sets.address(path.keys().get(0))));
            for (Hop hop : path.hops()) {
                text.append(String.format(Locale.ROOT, arrow, hop.r(), sets.address(hop.targetKey())));
            }
            text.append(path.gain() == null ? "" : String.format(Locale.ROOT, "  gain %+.3g", path.gain()));
            text.append(System.lineSeparator());
        }
        return text.toString().stripTrailing();
    }
}
