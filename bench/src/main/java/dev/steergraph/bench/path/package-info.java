/** The best steering paths, against Yen's algorithm in GDS. */
package dev.steergraph.bench.path;
