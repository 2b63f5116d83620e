/** The graph's contract in Cypher: the class that knows its files. */
@NullMarked
package dev.steergraph.cypher;

import org.jspecify.annotations.NullMarked;
