/** Steered text. */
@NullMarked
package dev.steergraph.steering.text;

import org.jspecify.annotations.NullMarked;
