/** Codes as delphi caches them. */
@NullMarked
package dev.steergraph.analytics.exchange.delphi;

import org.jspecify.annotations.NullMarked;
