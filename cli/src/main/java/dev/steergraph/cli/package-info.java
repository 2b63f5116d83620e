/** The steergraph command: where the process begins and ends. */
@NullMarked
package dev.steergraph.cli;

import org.jspecify.annotations.NullMarked;
