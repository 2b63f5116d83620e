/** What features did over all rows of a run: statistics, histograms, strongest contexts, decoders. */
@NullMarked
package dev.steergraph.core.feature;

import org.jspecify.annotations.NullMarked;
