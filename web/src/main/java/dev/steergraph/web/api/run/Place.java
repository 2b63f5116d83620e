package dev.steergraph.web.api.run;

import dev.steergraph.core.id.FeatureSite;
import dev.steergraph.web.graph.Arguments;
import java.util.Optional;

/**
 * Which features of a run are meant: those of a layer, of a site, of a set, or of several of these at once. All of them where
 * nothing is said.
 *
 * @param set the set's name, such as {@code res-batchtopk-4096}
 */
public record Place(Optional<Integer> layer, Optional<FeatureSite> site, Optional<String> set) {

    /** These arguments and {@code layer}, {@code site}, {@code set}. */
    public Arguments in(Arguments arguments) {
        return in(arguments, "layer", "site", "set");
    }

    /** These arguments and {@code la}, {@code siteA}, {@code setA}: the place of one end of pairs. */
    public Arguments inA(Arguments arguments) {
        return in(arguments, "la", "siteA", "setA");
    }

    /** These arguments and {@code lb}, {@code siteB}, {@code setB}: that of the other end. */
    public Arguments inB(Arguments arguments) {
        return in(arguments, "lb", "siteB", "setB");
    }

    private Arguments in(Arguments arguments, String layerName, String siteName, String setName) {
        return arguments
                .with(layerName, layer)
                .with(siteName, site.map(FeatureSite::toString))
                .with(setName, set);
    }
}
