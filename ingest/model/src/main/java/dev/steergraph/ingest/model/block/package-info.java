/** The building blocks of a forward pass: attention, feed-forward layers, norms, embeddings, the head, and the key-value cache. */
@NullMarked
package dev.steergraph.ingest.model.block;

import org.jspecify.annotations.NullMarked;
