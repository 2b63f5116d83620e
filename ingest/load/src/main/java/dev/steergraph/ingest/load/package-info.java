/** The stage from a run's files to Neo4j, or to files for neo4j-admin; and out of it again. */
@NullMarked
package dev.steergraph.ingest.load;

import org.jspecify.annotations.NullMarked;
