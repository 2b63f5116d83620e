/** Parts of the graph, read out of the database and written in the formats of graph tools. */
@NullMarked
package dev.steergraph.analytics.exchange.subgraph;

import org.jspecify.annotations.NullMarked;
