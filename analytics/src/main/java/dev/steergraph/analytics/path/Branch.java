package dev.steergraph.analytics.path;

import java.util.Set;

/**
 * All routes that begin with the same nodes and then do not go on to certain nodes: one cell of Lawler's partition of the
 * routes that have not been given out yet.
 *
 * @param prefix the shared beginning, at least the query's first node; {@code cost} is what it costs
 * @param banned nodes that must not come next
 */
record Branch(Route prefix, Set<Integer> banned) {

    int last() {
        return prefix.nodes()[prefix.nodes().length - 1];
    }
}
