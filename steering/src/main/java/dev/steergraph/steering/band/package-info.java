/** The usable band of features: strengths at which steering along them does what it should while the text stays fluent. */
@NullMarked
package dev.steergraph.steering.band;

import org.jspecify.annotations.NullMarked;
