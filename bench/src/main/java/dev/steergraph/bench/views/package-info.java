/** How soon the explorer's views are drawn in a real browser. */
package dev.steergraph.bench.views;
