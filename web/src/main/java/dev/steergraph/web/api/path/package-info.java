/** The best steering paths between features. */
@NullMarked
package dev.steergraph.web.api.path;

import org.jspecify.annotations.NullMarked;
