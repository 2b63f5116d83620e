/** All pairs of features, against scipy, GraphBLAS and numpy. */
package dev.steergraph.bench.correlation;
