/** Documents as sequences and rows: packing, the parts of a run, and batches of one length. */
@NullMarked
package dev.steergraph.ingest.corpus.batch;

import org.jspecify.annotations.NullMarked;
