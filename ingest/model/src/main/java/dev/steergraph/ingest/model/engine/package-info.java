/** PyTorch as we use it: devices, kernels compiled from TorchScript, and stored tensors on their way to a device. */
@NullMarked
package dev.steergraph.ingest.model.engine;

import org.jspecify.annotations.NullMarked;
