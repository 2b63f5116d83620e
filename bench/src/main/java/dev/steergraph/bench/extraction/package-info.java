/** Extraction from GPT-2's geometry, against transformers. */
package dev.steergraph.bench.extraction;
