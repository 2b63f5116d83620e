/**
 * The explorer: a server on this machine's loopback address that answers read-only questions about the graph and serves the
 * pages that ask them. {@code Explorer} starts and stops it; {@code ExplorerApp} lists its routes; one handler per resource.
 */
package dev.steergraph.web;
