/** Progress, log file, exit codes and Ctrl-C. */
@NullMarked
package dev.steergraph.cli.console;

import org.jspecify.annotations.NullMarked;
