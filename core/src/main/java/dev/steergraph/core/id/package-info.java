/** Names of things: hook points, features, runs. */
@NullMarked
package dev.steergraph.core.id;

import org.jspecify.annotations.NullMarked;
