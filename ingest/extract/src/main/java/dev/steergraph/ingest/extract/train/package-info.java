/** The stage that trains an SAE for each hook point of a run. */
@NullMarked
package dev.steergraph.ingest.extract.train;

import org.jspecify.annotations.NullMarked;
