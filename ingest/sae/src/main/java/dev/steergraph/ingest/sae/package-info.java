/** Sparse autoencoders for inference: what one is, its codes, its reconstructions, and how good they are. */
@NullMarked
package dev.steergraph.ingest.sae;

import org.jspecify.annotations.NullMarked;
