/** Whether correcting along the graph steers better: arms, measures, comparisons at equal gain. */
@NullMarked
package dev.steergraph.steering.experiment;

import org.jspecify.annotations.NullMarked;
