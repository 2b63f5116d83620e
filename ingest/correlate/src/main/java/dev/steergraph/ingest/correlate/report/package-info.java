/**
 * The files of {@code correlations/}: tables, matrices, heatmaps, the summary and the page that shows them.
 */
@NullMarked
package dev.steergraph.ingest.correlate.report;

import org.jspecify.annotations.NullMarked;
