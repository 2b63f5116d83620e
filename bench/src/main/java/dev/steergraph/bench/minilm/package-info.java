/** MiniLM on WordNet glosses, against ONNX Runtime. */
package dev.steergraph.bench.minilm;
