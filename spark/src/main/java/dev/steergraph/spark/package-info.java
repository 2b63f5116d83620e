/** Stages on a cluster: each task does a share with the stage's own command, and the driver joins them. */
@NullMarked
package dev.steergraph.spark;

import org.jspecify.annotations.NullMarked;
