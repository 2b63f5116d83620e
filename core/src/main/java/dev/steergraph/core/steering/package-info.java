/** What steering does to a model: interventions, recipes of them, and their file. */
@NullMarked
package dev.steergraph.core.steering;

import org.jspecify.annotations.NullMarked;
