/** The SAEs that are published, by the names that people use. */
@NullMarked
package dev.steergraph.ingest.sae.catalogue;

import org.jspecify.annotations.NullMarked;
