package dev.steergraph.ingest.extract;

import dev.steergraph.core.run.OutlierTokens;
import dev.steergraph.ingest.corpus.batch.TextPart;
import dev.steergraph.ingest.extract.row.PartBuffers;
import dev.steergraph.ingest.sae.SaeEncoder;
import dev.steergraph.ingest.sae.run.CodeSet;
import java.util.Map;
import java.util.Optional;

/**
 * What was computed of a part.
 *
 * @param part with the rows that are left
 * @param outliers its outliers, and the first tokens that are left out
 * @param activations where they are kept
 * @param codes by set; empty where nothing is encoded
 */
record PartOutput(
        TextPart part,
        OutlierTokens outliers,
        Optional<PartBuffers> activations,
        Map<CodeSet, SaeEncoder.Codes> codes) {}
