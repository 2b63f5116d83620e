/** Settings and result of the stage that measures what steering features does. */
@NullMarked
package dev.steergraph.core.stage.effect;

import org.jspecify.annotations.NullMarked;
