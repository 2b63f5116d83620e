/** From a feature's name to what steers along it: its SAE, its direction, its largest activation. */
@NullMarked
package dev.steergraph.steering.feature;

import org.jspecify.annotations.NullMarked;
