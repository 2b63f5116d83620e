/** Correlation by shares. */
package dev.steergraph.bench.shares;
