/** What features did over all rows of a run: statistics, histograms, strongest contexts, decoders. */
package dev.steergraph.core.feature;
