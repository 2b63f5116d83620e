/** Rotary positions: what config.json says of them, and the frequencies that follow from it. Plain Java, no tensors. */
@NullMarked
package dev.steergraph.ingest.model.rope;

import org.jspecify.annotations.NullMarked;
