/**
 * Text to edges. Rooms: {@code corpus} (documents), {@code model} (tokens to activations), {@code sae} (activations to
 * codes), {@code correlate} (codes to edges), {@code load} (edges to Neo4j), {@code store} (the run directory and its
 * file formats), {@code pipeline} (the stages, in order, resumable).
 */
package dev.steergraph.ingest;
