/** Where each feature of a run lies on the map: neighbours in the graph become neighbours in the plane. */
package dev.steergraph.analytics.map;
