/**
 * The explorer's API: a resource for each view, which says its routes and answers them with records. {@code Api} puts them
 * together; everything else but {@code RecipeWriter} is the package's own.
 */
@NullMarked
package dev.steergraph.web.api;

import org.jspecify.annotations.NullMarked;
