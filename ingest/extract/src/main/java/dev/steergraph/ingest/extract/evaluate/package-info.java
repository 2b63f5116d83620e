/** How well SAEs reconstruct held-out documents, and how much of a model's prediction survives. */
@NullMarked
package dev.steergraph.ingest.extract.evaluate;

import org.jspecify.annotations.NullMarked;
