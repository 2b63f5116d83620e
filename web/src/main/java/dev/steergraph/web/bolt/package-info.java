/** Bolt for pages: a WebSocket of the explorer's own address that leads to the database. */
@NullMarked
package dev.steergraph.web.bolt;

import org.jspecify.annotations.NullMarked;
