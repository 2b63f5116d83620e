/** The explorer as the commands serve it, with the recipes that it hands out. */
@NullMarked
package dev.steergraph.cli.explorer;

import org.jspecify.annotations.NullMarked;
