/** Text from a model, and the vectors of steering recipes. */
@NullMarked
package dev.steergraph.ingest.extract.generate;

import org.jspecify.annotations.NullMarked;
