/** Benchmarks against other people's software, on the same machine in the same run. */
package dev.steergraph.bench;
