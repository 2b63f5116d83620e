/** Results for the terminal. */
@NullMarked
package dev.steergraph.cli.report;

import org.jspecify.annotations.NullMarked;
