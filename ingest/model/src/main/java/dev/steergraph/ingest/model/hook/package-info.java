/** Activations on their way through a model: readers see them, writers edit them. */
@NullMarked
package dev.steergraph.ingest.model.hook;

import org.jspecify.annotations.NullMarked;
