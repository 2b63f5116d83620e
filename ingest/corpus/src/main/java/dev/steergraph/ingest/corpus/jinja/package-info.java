/** As much of the Jinja template language as chat templates use; what is beyond is refused. */
@NullMarked
package dev.steergraph.ingest.corpus.jinja;

import org.jspecify.annotations.NullMarked;
