/**
 * The hub and its cache: which of a repository's files are wanted, and how they come into the cache that all tools of the hub
 * share. Transfers resume, are verified by their checksums, and are retried.
 */
@NullMarked
package dev.steergraph.ingest.checkpoint.hub;

import org.jspecify.annotations.NullMarked;
