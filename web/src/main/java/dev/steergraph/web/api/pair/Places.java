package dev.steergraph.web.api.pair;

import dev.steergraph.web.api.run.Place;
import dev.steergraph.web.api.run.Run;
import dev.steergraph.web.graph.Arguments;
import java.util.Optional;

/**
 * Between which places pairs are meant. Where both name a layer, either end may lie in either; otherwise {@code a} is that of
 * the lower feature.
 */
record Places(Place a, Place b) {

    private static final Place ANYWHERE = new Place(Optional.empty(), Optional.empty(), Optional.empty());

    /** Any two that differ in layer or site. */
    static final Places ANY = new Places(ANYWHERE, ANYWHERE);

    Arguments of(Run run) {
        return b.inB(a.inA(Arguments.of("run", run.id())));
    }
}
