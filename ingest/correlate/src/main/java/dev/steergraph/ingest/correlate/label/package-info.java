/** Correlation of features with labels of documents. */
@NullMarked
package dev.steergraph.ingest.correlate.label;

import org.jspecify.annotations.NullMarked;
