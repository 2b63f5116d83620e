/** What all benchmarks share: where they work, who their peers are, rounds in turns, tables of results. */
package dev.steergraph.bench.harness;
