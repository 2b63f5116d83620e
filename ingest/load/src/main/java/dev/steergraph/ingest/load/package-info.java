/** The stage from a run's files to Neo4j, or to files for neo4j-admin; and out of it again. */
package dev.steergraph.ingest.load;
