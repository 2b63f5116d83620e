/** Steering in the explorer, and texts of one's own: what a run's model is asked for. */
@NullMarked
package dev.steergraph.web.api.steer;

import org.jspecify.annotations.NullMarked;
