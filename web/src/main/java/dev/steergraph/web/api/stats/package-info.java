/** Heatmaps and histograms. */
@NullMarked
package dev.steergraph.web.api.stats;

import org.jspecify.annotations.NullMarked;
