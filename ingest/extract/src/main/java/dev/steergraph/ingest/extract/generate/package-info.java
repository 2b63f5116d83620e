/** Text from a model. */
@NullMarked
package dev.steergraph.ingest.extract.generate;

import org.jspecify.annotations.NullMarked;
