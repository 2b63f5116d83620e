/** Features with coefficients, for tools that steer. */
@NullMarked
package dev.steergraph.analytics.exchange.recipe;

import org.jspecify.annotations.NullMarked;
