/** Correlated pairs of features, and what people say about them. */
@NullMarked
package dev.steergraph.web.api.pair;

import org.jspecify.annotations.NullMarked;
