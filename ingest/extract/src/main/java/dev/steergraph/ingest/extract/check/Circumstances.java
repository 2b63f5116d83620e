package dev.steergraph.ingest.extract.check;

/**
 * What a sample's rows are.
 *
 * @param model whose activations they are, as Neuronpedia calls it
 * @param bos whether sequences begin with a special token
 * @param means whether rows are means over documents, for which no SAE was trained
 */
public record Circumstances(String model, boolean bos, boolean means) {}
