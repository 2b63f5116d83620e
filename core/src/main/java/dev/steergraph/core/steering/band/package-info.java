/** Usable bands of features: between which strengths steering does what it should and the text stays fluent. */
@NullMarked
package dev.steergraph.core.steering.band;

import org.jspecify.annotations.NullMarked;
