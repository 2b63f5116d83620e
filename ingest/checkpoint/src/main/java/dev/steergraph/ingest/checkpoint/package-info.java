/**
 * Weights as people keep them: the named tensors of safetensors files, of what {@code torch.save} and {@code numpy.savez}
 * wrote, in one file or in shards. Opened files are mapped into memory; nothing in them is ever run.
 */
@NullMarked
package dev.steergraph.ingest.checkpoint;

import org.jspecify.annotations.NullMarked;
