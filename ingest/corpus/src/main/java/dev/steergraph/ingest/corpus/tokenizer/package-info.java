/** Tokenizers of model folders, old ones included, and the special tokens around a sequence. */
@NullMarked
package dev.steergraph.ingest.corpus.tokenizer;

import org.jspecify.annotations.NullMarked;
