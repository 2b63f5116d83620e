/** What a model says of itself before it runs: {@code config.json}, the sizes read from it, and the precision to run in. */
@NullMarked
package dev.steergraph.ingest.model.config;

import org.jspecify.annotations.NullMarked;
