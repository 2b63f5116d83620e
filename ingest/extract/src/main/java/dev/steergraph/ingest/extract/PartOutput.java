package dev.steergraph.ingest.extract;

import dev.steergraph.ingest.sae.SaeEncoder;
import dev.steergraph.ingest.sae.run.CodeSet;
import java.util.Map;
import java.util.Optional;

/**
 * What was computed of a part.
 *
 * @param activations where they are kept
 * @param codes by set; empty where nothing is encoded
 */
record PartOutput(Optional<PartBuffers> activations, Map<CodeSet, SaeEncoder.Codes> codes) {}
