/** Which tokens features promote: the stage logit-lens. */
@NullMarked
package dev.steergraph.ingest.extract.lens;

import org.jspecify.annotations.NullMarked;
