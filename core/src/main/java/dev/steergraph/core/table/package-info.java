/**
 * Tables of edges and features: names, types, order and meaning of their columns, and how they are read and written.
 */
@NullMarked
package dev.steergraph.core.table;

import org.jspecify.annotations.NullMarked;
