/**
 * GGUF, the format of llama.cpp: a header of named values, the tensors' names and shapes, and their blocks. Read are its
 * versions 2 and 3; tensors appear under the names and in the layout that Hugging Face's files have, and are dequantised
 * while they are read.
 *
 * @see <a href="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md">the format</a>
 */
@NullMarked
package dev.steergraph.ingest.checkpoint.gguf;

import org.jspecify.annotations.NullMarked;
