/** A task with right answers: a model is asked which of two labels a text has, and steered towards one. */
@NullMarked
package dev.steergraph.steering.task;

import org.jspecify.annotations.NullMarked;
