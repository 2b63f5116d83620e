/** Where each feature of a run lies on the map: neighbours in the graph become neighbours in the plane. */
@NullMarked
package dev.steergraph.analytics.map;

import org.jspecify.annotations.NullMarked;
