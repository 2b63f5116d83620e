/** Documents in a fixed order: WordNet's glosses, or files of text, JSON lines, and tables. */
@NullMarked
package dev.steergraph.ingest.corpus;

import org.jspecify.annotations.NullMarked;
