/**
 * Tables of edges and features: names, types, order and meaning of their columns, and how they are read and written.
 */
package dev.steergraph.core.table;
