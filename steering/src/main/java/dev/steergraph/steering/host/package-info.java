/** A model in a process that serves many: loaded on first use, one piece of work at a time, what waits in a short queue. */
@NullMarked
package dev.steergraph.steering.host;

import org.jspecify.annotations.NullMarked;
