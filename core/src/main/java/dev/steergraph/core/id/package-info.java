/** Names of things: hook points, sites, sets, features, runs. */
@NullMarked
package dev.steergraph.core.id;

import org.jspecify.annotations.NullMarked;
