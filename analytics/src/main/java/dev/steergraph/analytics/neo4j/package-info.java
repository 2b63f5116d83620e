/** Connections to Neo4j: a server, or the one in this process with the Graph Data Science library. */
@NullMarked
package dev.steergraph.analytics.neo4j;

import org.jspecify.annotations.NullMarked;
