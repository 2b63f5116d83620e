/** Whether correlations survive intervention: what steering one feature does to all others. */
@NullMarked
package dev.steergraph.steering.effect;

import org.jspecify.annotations.NullMarked;
