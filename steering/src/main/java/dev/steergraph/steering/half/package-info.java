/** A run's features on one half of its documents, from which interventions are made, and texts of the other, on which they are measured. */
@NullMarked
package dev.steergraph.steering.half;

import org.jspecify.annotations.NullMarked;
