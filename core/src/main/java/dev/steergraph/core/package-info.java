/**
 * What all other modules stand on: errors of users, progress, and below it ids, file formats, the run directory and
 * the tables. No engine, no database, no command line.
 */
package dev.steergraph.core;
