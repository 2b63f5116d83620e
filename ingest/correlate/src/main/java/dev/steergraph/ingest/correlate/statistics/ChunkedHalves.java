package dev.steergraph.ingest.correlate.statistics;

import dev.steergraph.ingest.correlate.activation.ChunkMoments;
import dev.steergraph.ingest.correlate.activation.CodeChunks;
import dev.steergraph.ingest.correlate.activation.Documents;
import dev.steergraph.ingest.correlate.activation.FeatureMoments;
import dev.steergraph.ingest.correlate.activation.SearchLimits;
import dev.steergraph.ingest.correlate.kernel.ChunkedSearch;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import dev.steergraph.ingest.correlate.kernel.CorrelationProgress;
import dev.steergraph.ingest.correlate.pair.ChunkedCorrelations;
import dev.steergraph.ingest.correlate.pair.EdgePairs;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** A {@link SplitHalfSearch} over rows of which one chunk at a time is in memory; a half has the same chunks as the whole. */
final class ChunkedHalves {

    private final CorrelationParameters parameters;
    private final SearchLimits limits;
    private final IntPredicate chosen;

    ChunkedHalves(CorrelationParameters parameters, SearchLimits limits, IntPredicate chosen) {
        this.parameters = parameters.withMinDocuments(DocumentHalves.minDocuments(parameters.minDocuments()));
        this.limits = limits;
        this.chosen = chosen;
    }

    SplitHalf run(CodeChunks chunks, Documents documents, CorrelationProgress progress) {
        DocumentHalves drawn = DocumentHalves.draw(documents, parameters.seed());
        List<CodeChunks> halves = List.of(chunks.some(drawn::isInFirst), chunks.some(row -> !drawn.isInFirst(row)));
        List<FeatureMoments> moments = new ArrayList<>();
        List<EdgePairs> found = new ArrayList<>();
        for (CodeChunks half : halves) {
            FeatureMoments own = ChunkMoments.of(half, parameters.threads());
            String stage = "half " + (moments.isEmpty() ? "A" : "B");
            moments.add(own);
            found.add(EdgePairs.of(new ChunkedSearch(parameters, limits, chosen).run(half, own, stage, progress)));
        }
        EdgePairs either = SplitHalfSearch.either(found.get(0), found.get(1));
        double[][] r = new double[2][];
        for (int h = 0; h < 2; h++) {
            r[h] = ChunkedCorrelations.of(halves.get(h), moments.get(h), either, limits.lists(), parameters.threads());
        }
        int first = 0;
        for (int d = 0; d < documents.count(); d++) {
            first += drawn.first()[d] ? 1 : 0;
        }
        return SplitHalfSearch.compared(
                new int[] {first, documents.count() - first},
                new int[] {moments.get(0).rows(), moments.get(1).rows()},
                found,
                either,
                r);
    }
}
