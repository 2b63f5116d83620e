/** The {@code steergraph} command. */
package dev.steergraph.cli;
