/** Parts of the graph as files. */
@NullMarked
package dev.steergraph.web.api.export;

import org.jspecify.annotations.NullMarked;
