/** Steered text. */
package dev.steergraph.bench.steering;
