/** The explorer's queries: files run under a time limit, their rows as records, and which state the graph is in. */
@NullMarked
package dev.steergraph.web.graph;

import org.jspecify.annotations.NullMarked;
