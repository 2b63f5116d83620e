/**
 * HTTP without any knowledge of the graph: routes and their parameters, guards before them, the cache of responses, problem
 * bodies, pages of lists, files. {@code Guards} is what every request passes; a {@code Route} says all of one operation.
 */
@NullMarked
package dev.steergraph.web.http;

import org.jspecify.annotations.NullMarked;
