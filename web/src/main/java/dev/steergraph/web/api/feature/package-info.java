/** Features: found, looked at, on the map, and with their neighbours. */
@NullMarked
package dev.steergraph.web.api.feature;

import org.jspecify.annotations.NullMarked;
