/**
 * What all other modules stand on: errors of users, progress, and below it ids, file formats, the run directory and
 * the tables. No engine, no database, no command line.
 */
@NullMarked
package dev.steergraph.core;

import org.jspecify.annotations.NullMarked;
