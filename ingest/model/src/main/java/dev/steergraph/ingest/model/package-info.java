/**
 * Transformers: where a model comes from, how its configuration and checkpoint are understood, and the forward pass. One
 * class for each architecture; all are made of the same building blocks.
 */
@NullMarked
package dev.steergraph.ingest.model;

import org.jspecify.annotations.NullMarked;
