/** What a browser is served besides data: the explorer's page and its files, the API's description, Neo4j Browser and its guide. */
@NullMarked
package dev.steergraph.web.pages;

import org.jspecify.annotations.NullMarked;
