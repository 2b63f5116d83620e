/** Correlations into Neo4j, against the plain way. */
package dev.steergraph.bench.load;
