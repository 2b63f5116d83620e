/** The commands: each maps its options to settings, has a stage or a library do the work, and prints the result. */
@NullMarked
package dev.steergraph.cli.command;

import org.jspecify.annotations.NullMarked;
