/**
 * What edges are worth: {@link dev.steergraph.ingest.correlate.statistics.Correlation} and its result, the null of permuted
 * documents, split halves, bootstrap intervals and binned mutual information.
 */
@NullMarked
package dev.steergraph.ingest.correlate.statistics;

import org.jspecify.annotations.NullMarked;
