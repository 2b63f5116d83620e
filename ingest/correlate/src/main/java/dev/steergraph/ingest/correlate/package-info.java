/**
 * Codes to edges: the stage {@code correlate}, codes that belong to no run, and what the correlations of a run would be on other
 * data.
 */
@NullMarked
package dev.steergraph.ingest.correlate;

import org.jspecify.annotations.NullMarked;
