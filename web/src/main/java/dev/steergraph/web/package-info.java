/**
 * The explorer: a server, on this machine's loopback address unless told otherwise, that answers questions about the graph and
 * serves the pages that ask them. {@code Explorer} starts and stops it, {@code ExplorerConfig} and {@code Access} say what it
 * shows and to whom. A request passes {@code http}'s guards and cache, and is answered by a resource of {@code api} or a page
 * of {@code pages}; {@code openapi} describes the former.
 */
@NullMarked
package dev.steergraph.web;

import org.jspecify.annotations.NullMarked;
