/** Text token by token: sampling, and the loop over the key-value cache. */
@NullMarked
package dev.steergraph.ingest.model.generate;

import org.jspecify.annotations.NullMarked;
