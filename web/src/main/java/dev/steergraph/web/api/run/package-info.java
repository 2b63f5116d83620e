/** The runs in the graph, which one a request is about, and the parameters that all resources share. */
@NullMarked
package dev.steergraph.web.api.run;

import org.jspecify.annotations.NullMarked;
