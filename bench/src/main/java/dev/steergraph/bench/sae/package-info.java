/** Training and encoding of SAEs, against dictionary_learning and plain products. */
package dev.steergraph.bench.sae;
