/** Peak memory of an extraction. */
package dev.steergraph.bench.memory;
