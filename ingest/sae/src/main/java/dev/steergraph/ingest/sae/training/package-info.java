/** Training of sparse autoencoders: selection of active features, gradients, optimizer, dead features, checkpoints. */
@NullMarked
package dev.steergraph.ingest.sae.training;

import org.jspecify.annotations.NullMarked;
