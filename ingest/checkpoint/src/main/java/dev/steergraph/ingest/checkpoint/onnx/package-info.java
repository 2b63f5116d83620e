/** The weights in ONNX files, under the names that they had in PyTorch. */
@NullMarked
package dev.steergraph.ingest.checkpoint.onnx;

import org.jspecify.annotations.NullMarked;
