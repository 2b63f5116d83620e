/** The stage communities: groups of features, where each stands in the graph, and how stable that is. */
@NullMarked
package dev.steergraph.analytics.community;

import org.jspecify.annotations.NullMarked;
