/**
 * Codes with planted pairs, for measuring and testing what comes after encoding.
 */
@NullMarked
package dev.steergraph.ingest.correlate.synthetic;

import org.jspecify.annotations.NullMarked;
