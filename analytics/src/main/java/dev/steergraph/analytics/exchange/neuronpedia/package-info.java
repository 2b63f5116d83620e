/** Features and activations as Neuronpedia imports them. */
@NullMarked
package dev.steergraph.analytics.exchange.neuronpedia;

import org.jspecify.annotations.NullMarked;
