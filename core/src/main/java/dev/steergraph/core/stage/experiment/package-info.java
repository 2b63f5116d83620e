/** Settings and result of the stage that compares ways to steer. */
@NullMarked
package dev.steergraph.core.stage.experiment;

import org.jspecify.annotations.NullMarked;
