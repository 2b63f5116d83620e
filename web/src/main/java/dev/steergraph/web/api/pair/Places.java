package dev.steergraph.web.api.pair;

import dev.steergraph.web.api.run.Place;
import dev.steergraph.web.api.run.Run;
import dev.steergraph.web.graph.Arguments;

/**
 * Between which places pairs are meant. Where both name a layer, either end may lie in either; otherwise {@code a} is that of
 * the lower feature.
 */
record Places(Place a, Place b) {

    Arguments of(Run run) {
        return b.inB(a.inA(Arguments.of("run", run.id())));
    }
}
