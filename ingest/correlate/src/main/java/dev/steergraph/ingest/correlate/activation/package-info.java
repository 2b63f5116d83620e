/**
 * Activations of features, row by row and feature by feature, all at once or chunk by chunk, their moments, and the threads
 * that work on them.
 */
@NullMarked
package dev.steergraph.ingest.correlate.activation;

import org.jspecify.annotations.NullMarked;
