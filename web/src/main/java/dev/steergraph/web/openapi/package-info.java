/** The OpenAPI document, which follows from the routes and from the records that they take and answer. */
@NullMarked
package dev.steergraph.web.openapi;

import org.jspecify.annotations.NullMarked;
