/** Interventions on the device: what is written at which hook point and token, and whether it was. */
@NullMarked
package dev.steergraph.steering.edit;

import org.jspecify.annotations.NullMarked;
