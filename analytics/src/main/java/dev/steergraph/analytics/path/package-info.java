/** The best steering paths between features, searched in memory. */
@NullMarked
package dev.steergraph.analytics.path;

import org.jspecify.annotations.NullMarked;
