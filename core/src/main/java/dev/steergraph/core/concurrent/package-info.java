/** Waiting for other threads, and sharing work among them: failures arrive as what they are, and interrupts are not lost. */
@NullMarked
package dev.steergraph.core.concurrent;

import org.jspecify.annotations.NullMarked;
