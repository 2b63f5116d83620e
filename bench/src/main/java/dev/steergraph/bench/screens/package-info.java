/** How soon the explorer's screens are drawn in a real browser. */
package dev.steergraph.bench.screens;
