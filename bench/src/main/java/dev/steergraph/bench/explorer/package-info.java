/** Latencies of the explorer's endpoints under many clients. */
package dev.steergraph.bench.explorer;
