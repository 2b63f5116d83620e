/** What the formats of other tools have in common. */
@NullMarked
package dev.steergraph.analytics.exchange;

import org.jspecify.annotations.NullMarked;
