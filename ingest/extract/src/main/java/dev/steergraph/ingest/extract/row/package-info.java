/**
 * The rows of a part: how they are made of the activations of a pass, one for each token or each document, and which tokens
 * are none.
 */
@NullMarked
package dev.steergraph.ingest.extract.row;

import org.jspecify.annotations.NullMarked;
