/** Features that people have chosen: kept in the graph under names, and what is between them. */
@NullMarked
package dev.steergraph.web.api.selection;

import org.jspecify.annotations.NullMarked;
