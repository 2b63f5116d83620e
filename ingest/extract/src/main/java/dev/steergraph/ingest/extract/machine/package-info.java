/** What a result depends on beside its settings: versions of libraries, instruction sets; and whether the libraries work. */
@NullMarked
package dev.steergraph.ingest.extract.machine;

import org.jspecify.annotations.NullMarked;
