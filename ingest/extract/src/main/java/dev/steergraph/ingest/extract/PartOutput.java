package dev.steergraph.ingest.extract;

import dev.steergraph.ingest.sae.SaeEncoder;
import dev.steergraph.ingest.sae.run.CodeSet;
import java.util.Map;

/**
 * What was computed of a part.
 *
 * @param activations null where they are not kept
 * @param codes by set; empty where nothing is encoded
 */
record PartOutput(PartBuffers activations, Map<CodeSet, SaeEncoder.Codes> codes) {}
