/** The SAEs behind a run's codes. */
@NullMarked
package dev.steergraph.ingest.sae.run;

import org.jspecify.annotations.NullMarked;
