/**
 * The stages from text to codes: extraction, with or without encoding in the same pass, and encoding of stored
 * activations.
 */
@NullMarked
package dev.steergraph.ingest.extract;

import org.jspecify.annotations.NullMarked;
