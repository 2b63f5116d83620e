/**
 * The stages of a run: of each, the settings that decide its result and the result that it found, as {@code run.json} keeps
 * them. A stage is a function from settings and a run directory to a result.
 */
@NullMarked
package dev.steergraph.core.stage;

import org.jspecify.annotations.NullMarked;
