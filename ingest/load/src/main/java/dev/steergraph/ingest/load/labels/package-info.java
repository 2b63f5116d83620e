/** Explanations of features that other tools wrote. */
@NullMarked
package dev.steergraph.ingest.load.labels;

import org.jspecify.annotations.NullMarked;
