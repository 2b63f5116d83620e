/**
 * Pairs of features: their exact correlations, on how many rows and documents both are active, and dense matrices of the
 * strongest features.
 */
@NullMarked
package dev.steergraph.ingest.correlate.pair;

import org.jspecify.annotations.NullMarked;
